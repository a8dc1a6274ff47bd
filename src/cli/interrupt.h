/* cli/interrupt.h: Ctrl-C and the like: the first asks the run to stop, the second ends it.
 *
 * Signals are of the process, so this is the one thing of the command line that is not in a
 * context: a flag that the handler sets. */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

/* From here on SIGINT, SIGTERM and SIGHUP (unless it is ignored) set the flag, once each. */
void cli_interrupt_catch(void);
/* 1 if one came. As hecha_output.interrupted wants it; the context is not used. */
int cli_interrupted(void *context);

#endif
