#include "read/html_notes.h"

#include <string.h>
#include <strings.h>

#include "read/html_attributes.h"

static int starts(const char *value, const char *with)
{
    return value != NULL && strncmp(value, with, strlen(with)) == 0;
}

/* The value is one of the names and a number: ftn12. */
static int is_numbered(const char *value, const char *name)
{
    if (!starts(value, name))
        return 0;
    const char *rest = value + strlen(name);
    return *rest >= '0' && *rest <= '9' && rest[strspn(rest, "0123456789")] == '\0';
}

int html_note_is_mark(const char *name, const xmlChar **attributes)
{
    static const char *const classes[] = {"sdfootnoteanc", "sdfootnotesym", "sdendnoteanc",
                                          "sdendnotesym"};
    static const char *const targets[] = {"#_ftn", "#_ftnref", "#_edn", "#_ednref"};
    if (strcasecmp(name, "a") != 0)
        return 0;
    const char *class = html_attribute(attributes, "class");
    const char *target = html_attribute(attributes, "href");
    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
        if ((class != NULL && strcmp(class, classes[i]) == 0) || is_numbered(target, targets[i]))
            return 1;
    return 0;
}

int html_note_is_text(const char *name, const xmlChar **attributes)
{
    static const char *const ids[] = {"sdfootnote", "sdendnote", "ftn", "edn"};
    const char *id = html_attribute(attributes, "id");
    if (strcasecmp(name, "div") != 0)
        return 0;
    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
        if (is_numbered(id, ids[i]))
            return 1;
    return 0;
}
