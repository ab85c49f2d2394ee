/*
 * libxlsxwriter writes each part of a workbook into a temporary file first, and never
 * looks whether that went well: on a full /tmp a part is cut, and the workbook is
 * said to be whole. So in our programs lxw_tmpfile(), which it calls for each of them,
 * gives it a file in memory, whose writes and reads cannot fail: memory that is not
 * there ends the process (base/memory.h).
 */
#ifndef SHEET_MEMORY_FILE_H
#define SHEET_MEMORY_FILE_H

#include <stdio.h>

/* In the library's place. A stream to write, seek and read, gone with fclose(). `tmpdir` is not looked at. */
FILE *lxw_tmpfile(char *tmpdir);

/* How many have been opened: whether the library, at its next version, still asks for them. */
unsigned long memory_file_count(void);

#endif
