#include "server/limit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/log.h"

/* A peak that has grown by less is not looked into. */
#define STEP_KB (4 * 1024)

static long own_kb;  /* pages of its own at the beginning, which were its parent's */
static long peak_kb; /* of resident pages, when they were last looked into */
static long worn_kb; /* taken since the beginning; 0: no limit */

static long
read_peak_kb(void)
{
	struct rusage usage;

	return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0;
}

/* Resident pages that belong to no file: pages of fonts come and go as the system likes. */
static long
read_own_kb(void)
{
	FILE *file = fopen("/proc/self/statm", "re");
	long resident = 0;
	long shared = 0;

	if (file == NULL)
		return 0;
	if (fscanf(file, "%*d %ld %ld", &resident, &shared) != 2)
		resident = shared = 0;
	fclose(file);
	return (resident - shared) * (sysconf(_SC_PAGESIZE) / 1024);
}

/* What counts against RLIMIT_DATA already, in kilobytes; -1 if the system does not tell. */
static long
data_kb(void)
{
	FILE *file = fopen("/proc/self/status", "re");
	char line[256];
	long data = -1;

	while (file != NULL && fgets(line, sizeof line, file) != NULL)
		if (sscanf(line, "VmData: %ld kB", &data) == 1)
			break;
	if (file != NULL)
		fclose(file);
	return data;
}

void
limit_memory(int megabytes)
{
	long data = data_kb();
	struct rlimit limit;

	if (megabytes == 0)
		return;
	peak_kb = read_peak_kb();
	own_kb = read_own_kb();
	worn_kb = (long)megabytes * 1024 / 2;
	limit.rlim_cur = limit.rlim_max = ((rlim_t)data + (rlim_t)megabytes * 1024) * 1024;
	if (data < 0 || setrlimit(RLIMIT_DATA, &limit) != 0)
		log_event(LOG_WARNING, NULL, "the memory of workers cannot be limited: %s",
		          data < 0 ? "/proc/self/status has no VmData" : strerror(errno));
}

bool
limit_is_worn(void)
{
	long peak;

	if (worn_kb == 0)
		return false;
	peak = read_peak_kb();
	if (peak - peak_kb < STEP_KB)
		return false;
	peak_kb = peak;
	return read_own_kb() - own_kb > worn_kb;
}
