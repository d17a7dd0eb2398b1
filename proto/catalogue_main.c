/*
 * proto_catalogue: prints the catalogue of messages or the AsyncAPI document.
 */
#include <stdio.h>
#include <string.h>

#include "proto/catalogue.h"

static bool write_file(void *context, const char *bytes, size_t length)
{
    return fwrite(bytes, 1, length, context) == length;
}

int main(int count, char **arguments)
{
    struct sink sink = {write_file, stdout};
    bool is_whole = false;

    if (count == 2 && strcmp(arguments[1], "readme") == 0)
        is_whole = catalogue_readme(&sink);
    else if (count == 2 && strcmp(arguments[1], "asyncapi") == 0)
        is_whole = catalogue_asyncapi(&sink);
    else
        fprintf(stderr, "usage: proto_catalogue readme|asyncapi\n");
    return is_whole && fflush(stdout) == 0 ? 0 : 1;
}
