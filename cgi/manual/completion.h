/* The completion of bash for `gongkai`, from the table of commands. */
#ifndef MANUAL_COMPLETION_H
#define MANUAL_COMPLETION_H

void completion_print(void);

#endif
