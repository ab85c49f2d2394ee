/* What `gongkai doctor` sees of nginx: its answer, and its settings. */
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command/doctor_internal.h"

/* What a program had to say, on both its outputs, or why it could not be run. */
struct said {
	bool is_there; /* on this machine */
	int status;
	char text[1000];
};

static int
spawn(char *const argv[], int heard, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	int error;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, heard, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, heard, STDERR_FILENO);
	error = posix_spawnp(pid, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

/* Into memory, not through a pipe, whose end might be held open by somebody else. */
static struct said
run(char *const argv[])
{
	struct said said = { .is_there = true };
	int heard = memfd_create("doctor", MFD_CLOEXEC);
	pid_t pid;
	int error = heard < 0 ? errno : spawn(argv, heard, &pid);

	if (error == 0 && (waitpid(pid, &said.status, 0) < 0 ||
	                   pread(heard, said.text, sizeof said.text - 1, 0) < 0))
		error = errno;
	if (error != 0) {
		said.is_there = error != ENOENT;
		said.status = -1;
		snprintf(said.text, sizeof said.text, "%s", err_system(error));
	}
	if (heard >= 0)
		close(heard);
	return said;
}

/* The status of the answer, or in curl's words why there is none. */
static struct said
run_curl(char *url)
{
	char *const argv[] = { (char[]){ "curl" },
		               (char[]){ "--globoff" },
		               (char[]){ "--silent" },
		               (char[]){ "--show-error" },
		               (char[]){ "--max-time" },
		               (char[]){ "10" },
		               (char[]){ "--output" },
		               (char[]){ "/dev/null" },
		               (char[]){ "--write-out" },
		               (char[]){ "%{http_code}" },
		               (char[]){ "--" },
		               url,
		               NULL };

	return run(argv);
}

/* 502 and 504 are nginx's own words; 503 is the application's. */
static const char *
cure(const char *said)
{
	if (strcmp(said, "503") == 0)
		return "nginx 没有问题，服务没有就绪：原因在别的各行和 journalctl -u gongkai";
	if (strstr(said, "SSL") != NULL)
		return "请看证书的有效期、域名和签发者，中间证书是否都在文件里；换过证书就执行 systemctl reload nginx";
	if (strcmp(said, "502") == 0 || strcmp(said, "504") == 0)
		return "nginx 在运行，但是连不上服务：看套接字的属主和 /var/log/nginx/error.log";
	return "请执行 nginx -t 和 systemctl status nginx，看 /var/log/nginx/error.log";
}

static void
tell_nginx(struct doctor *doctor)
{
	struct said said;
	char *url;

	if (doctor->url == NULL) {
		doctor_tell(doctor, DOCTOR_UNSEEN, "nginx",
		            "请写 --url https://gongkai.example.gov.cn", "没有问");
		return;
	}
	url = arena_printf(doctor->line->cx->arena, "%s/readyz", doctor->url);
	said = run_curl(url);
	if (!said.is_there)
		doctor_tell(doctor, DOCTOR_UNSEEN, "nginx", "请安装软件包 curl", "没有 curl");
	else
		doctor_tell(doctor, strcmp(said.text, "200") == 0 ? DOCTOR_GOOD : DOCTOR_BAD,
		            "nginx", cure(said.text), "%s 的回答是 %.*s", url,
		            (int)strcspn(said.text, "\n"), said.text);
}

/* What nginx finds in its settings: the message after "time [emerg] process: ", or [warn]. */
static const char *
complaint(const char *text)
{
	const char *fault = strstr(text, "[emerg] ");
	const char *found = fault != NULL ? fault : strstr(text, "[warn] ");
	const char *message = found == NULL ? NULL : strstr(found, ": ");

	return message == NULL ? text : message + 2;
}

static void
tell_settings(struct doctor *doctor)
{
	char *file = doctor->nginx == NULL
	                     ? NULL
	                     : arena_printf(doctor->line->cx->arena, "%s", doctor->nginx);
	char *const argv[] = { (char[]){ "/usr/sbin/nginx" },
		               (char[]){ "-t" },
		               (char[]){ "-q" },
		               (char[]){ "-e" },
		               (char[]){ "stderr" },
		               file == NULL ? NULL : (char[]){ "-c" },
		               file,
		               NULL };
	struct said said;

	if (file == NULL && geteuid() != 0) {
		doctor_tell(doctor, DOCTOR_UNSEEN, "nginx 的设置", "请以 root 执行",
		            "只有 root 能读证书的私钥");
		return;
	}
	said = run(argv);
	if (!said.is_there)
		doctor_tell(doctor, DOCTOR_UNSEEN, "nginx 的设置", "请在 nginx 的机器上执行",
		            "本机没有 nginx");
	else if (said.status == 0 && strstr(said.text, "[warn] ") == NULL)
		doctor_tell(doctor, DOCTOR_GOOD, "nginx 的设置", NULL, "nginx -t 没有发现问题");
	else
		doctor_tell(doctor, DOCTOR_BAD, "nginx 的设置",
		            "请改正，再执行 nginx -t 和 systemctl reload nginx", "%.*s",
		            (int)strcspn(complaint(said.text), "\n"), complaint(said.text));
}

void
doctor_nginx(struct doctor *doctor)
{
	tell_nginx(doctor);
	tell_settings(doctor);
}
