/* tests/oom/failing_malloc.h: a process-wide malloc whose Nth allocation fails, libraries' ones
 * included, and a count of what is alive. Works with glibc and without sanitizers. */
#ifndef TESTS_OOM_FAILING_MALLOC_H
#define TESTS_OOM_FAILING_MALLOC_H

/* From now on the nth allocation (from 1) fails, once; 0: none fails. Clears the counts. */
void failing_malloc_arm(long nth);
/* The same, of those the program itself asks for: jansson 2.14 writes out of bounds when the growth
 * of its string buffer is refused. */
void failing_malloc_arm_own(long nth);
/* Stops failing. 1 if an allocation was refused since arming. */
int failing_malloc_disarm(void);
/* 1 if the refused allocation was asked for by the program's own code. A library that loses memory
 * when it runs out of it (libzip 1.7.3 does) is not ours to mend. */
int failing_malloc_own(void);
/* Allocations alive now, over the whole process. */
long failing_malloc_alive(void);

#endif
