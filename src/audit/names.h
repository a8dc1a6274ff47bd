/* audit/names.h: what a file's name or first bytes tell of whether it is a report. Only for files
 * met in folders: what a file is read as is told by its content alone (read/read.h). */
#ifndef AUDIT_NAMES_H
#define AUDIT_NAMES_H

#include "base/msg.h"
#include "base/str.h"

/* 1 if a file with this name (without folder) is no report, with the reason. */
int audit_name_skips(base_str name, base_msg_id *reason);
/* 1 if the path ends like a document of an office program, a page or a text. */
int audit_name_is_document(base_str path);
/* 1 if the bytes begin like a document of an office program (OLE2, or a zip that holds one). */
int audit_bytes_are_office(base_str bytes);

#endif
