#include "thuocdo/recount/priority.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { LOWEST = 19, IO_PROCESS = 1, IO_CLASS_IDLE = 3, IO_CLASS_SHIFT = 13 };

void priority_lowest(void)
{
    setpriority(PRIO_PROCESS, 0, LOWEST);
#ifdef SYS_ioprio_set
    /* The C library has no function for it. */
    syscall(SYS_ioprio_set, IO_PROCESS, 0, IO_CLASS_IDLE << IO_CLASS_SHIFT);
#endif
}
