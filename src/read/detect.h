/* read/detect.h: names formats that are known by their content and have no reader (yet), so that
 * the message can say what the file is instead of "unknown format". */
#ifndef READ_DETECT_H
#define READ_DETECT_H

#include <hecha.h>

#include "base/str.h"

/* The name of the format ("PDF"), or NULL; *encrypted is set to 1 where it is protected by a
 * password. Does not allocate; linear in the bytes. */
const char *read_detect(base_str bytes, int *encrypted);

#endif
