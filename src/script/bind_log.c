/* log(...): lines for --verbose. */
#include "script/bind.h"

#define MARK "…\n" /* where a log that became too long ends */

static int write_log(lua_State *L)
{
    script_vm *vm = script_vm_of(L);
    int count = lua_gettop(L);
    script_charge(L, 4);
    script_session *run = vm->run;
    if (run == NULL || run->log == NULL)
        return 0;
    size_t used = run->log->len - run->log_start;
    if (used >= vm->limits.log)
        return 0;
    for (int i = 1; i <= count; i++) {
        size_t length;
        const char *text = script_tostring(L, i, &length);
        if (i > 1)
            base_buf_add_byte(run->log, '\t');
        used = run->log->len - run->log_start;
        size_t room = used < vm->limits.log ? vm->limits.log - used : 0;
        script_clean(run->log, base_str_n(text, length), room, 0);
        script_charge(L, 1 + (length < room ? length : room) / 8);
        lua_pop(L, 1);
    }
    base_buf_add_byte(run->log, '\n');
    if (run->log->len - run->log_start >= vm->limits.log) {
        run->log->len = run->log_start + vm->limits.log;
        while (run->log->len > run->log_start &&
               ((unsigned char)run->log->ptr[run->log->len] & 0xC0) == 0x80)
            run->log->len--;
        base_buf_add_c(run->log, MARK);
    }
    return 0;
}

void script_open_log(lua_State *L)
{
    lua_pushcfunction(L, write_log);
    lua_setfield(L, -2, "log");
}
