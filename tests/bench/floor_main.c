/* The floor as a whole process: floor FILE.docx. */
#include <stdlib.h>

#include "floor.h"

int main(int argc, char **argv)
{
    size_t size = 0;
    void *bytes = argc == 2 ? bench_load(argv[1], &size) : NULL;
    int status = bytes == NULL ? 2 : bench_floor(bytes, size) != 0;
    free(bytes);
    return status;
}
