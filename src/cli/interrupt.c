#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>

static volatile sig_atomic_t asked_to_stop;

static void note(int number)
{
    (void)number;
    asked_to_stop = 1;
}

/* Without SA_RESTART, so that what waits for input is woken. */
void cli_interrupt_catch(void)
{
    static const int caught[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof(caught) / sizeof(caught[0]); i++) {
        struct sigaction action, before;
        memset(&action, 0, sizeof(action));
        action.sa_handler = note;
        action.sa_flags = (int)SA_RESETHAND;
        sigemptyset(&action.sa_mask);
        if (sigaction(caught[i], NULL, &before) == 0 && before.sa_handler == SIG_IGN)
            continue; /* nohup, or in the background of a shell */
        sigaction(caught[i], &action, NULL);
    }
}

int cli_interrupted(void *context)
{
    (void)context;
    return asked_to_stop != 0;
}
