#include <stdlib.h>
void *volatile p;
int main(void) { p = malloc(10); p = 0; return 0; }
