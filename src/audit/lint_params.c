/* Parameters of the manifest that no rule reads. */
#include "audit/lint.h"

/* 1 if the file reads params.NAME or params["NAME"], or reads params in another way. */
static int reads(const lint_tokens *tokens, base_str name)
{
    for (size_t i = 0; i < tokens->count; i++) {
        if (!lint_is(tokens, i, "params"))
            continue;
        if (lint_is(tokens, i + 1, ".") && i + 2 < tokens->count) {
            if (base_str_eq(tokens->items[i + 2].text, name))
                return 1;
        } else if (lint_is(tokens, i + 1, "[") && i + 2 < tokens->count &&
                   tokens->items[i + 2].kind == LINT_STRING) {
            if (base_str_eq(tokens->items[i + 2].text, name))
                return 1;
        } else {
            return 1;
        }
    }
    return 0;
}

int audit_lint_params(audit_linting *l, const audit_pack *of)
{
    const struct pack *source = of->source;
    int code = 0;
    for (size_t i = 0; code == 0 && i < source->param_count; i++) {
        size_t file = 0;
        while (file < l->file_count && !reads(&l->files[file].tokens, source->params[i].name))
            file++;
        audit_lint_problem where = {
            NULL, base_str_c("pack.json"), 0, HECHA_WARNING, "unused_param", {0}, {0}, {0}, 0};
        if (file == l->file_count)
            code = audit_lint_add(l, of, &where, MSG_LINT_UNUSED_PARAM, MSG_LINT_UNUSED_PARAM_DO,
                                  source->params[i].name, base_str_c(""));
    }
    return code;
}
