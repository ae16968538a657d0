/* Stands between a process and its system: fails, cuts short, kills at, or writes down the Nth call on files of one folder.
 *
 * Loaded with LD_PRELOAD; idle until faults_arm or faults_trace is called. Linux with glibc.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, TRUNCATE = 4, NAME = 8, CREATE = 16, MAP = 32, LOCK = 64, READ = 128 };
enum { COUNT, ONCE, ON, BEFORE, AFTER, TORN, SHORT };

static char folder[PATH_MAX];
static size_t length;
static int kinds, mode, error;
static long at, count;
static int trace = -1;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

/* Act at the `number`th call of these kinds on files in `where` (from 1); the count begins anew. */
void faults_arm(const char *where, int of, long number, int how, int with)
{
    mode = COUNT;
    snprintf(folder, sizeof folder, "%s", where);
    length = strlen(folder);
    count = 0;
    at = number;
    error = with;
    kinds = of;
    mode = how;
}

long faults_count(void) { return count; }

/* Write all calls on files of the folder down in `handle`, -1 ends it. */
void faults_trace(int handle) { trace = handle; }

static void put(const void *bytes, size_t size)
{
    const char *next = bytes;
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    while (size) {
        ssize_t done = real(trace, next, size);
        if (done <= 0) return;
        next += done;
        size -= (size_t)done;
    }
}

static void tell(char kind, const char *path, const char *other, uint64_t offset, const void *data, uint64_t size)
{
    int kept = errno;
    if (trace < 0) return;
    pthread_mutex_lock(&turn);
    uint32_t lengths[2] = {(uint32_t)strlen(path), (uint32_t)strlen(other)};
    uint64_t places[2] = {offset, data ? size : 0};
    put(&kind, 1);
    put(lengths, sizeof lengths);
    put(places, sizeof places);
    put(path, lengths[0]);
    put(other, lengths[1]);
    if (data) put(data, size);
    pthread_mutex_unlock(&turn);
    errno = kept;
}

void faults_note(const char *words) { tell('n', words, "", 0, NULL, 0); }

static int ours(const char *path)
{
    return length && path && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

static int named(int handle, char *path)
{
    int kept = errno;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t got = length ? readlink(link, path, PATH_MAX - 1) : -1;
    errno = kept;
    if (got < 0) return 0;
    path[got] = 0;
    return ours(path);
}

/* Count a call. 1: it fails, errno is set; 2: it is to be cut short; 3: die after it; 4: die in the middle; 0: go on. */
static int met(int kind)
{
    if (!(kinds & kind)) return 0;
    long now = __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST);
    if (!at || now < at || mode == COUNT) return 0;
    if (now > at && mode != ON && mode != SHORT) return 0;
    switch (mode) {
    case BEFORE: kill(getpid(), SIGKILL); pause(); return 0;
    case AFTER: return 3;
    case TORN: return 4;
    case SHORT: if (now == at && kind == WRITE) return 2; /* and no room from then on */ break;
    }
    errno = error;
    return 1;
}

static void die(void) { kill(getpid(), SIGKILL); pause(); }

#define SIMPLE(kind, call, failed) \
    int fate = met(kind); \
    if (fate == 1) { failed; return -1; } \
    int got = (call); \
    if (fate >= 3) die()

static ssize_t written(int handle, const void *data, size_t size, off_t offset, int placed)
{
    static ssize_t (*put_at)(int, const void *, size_t, off_t);
    static ssize_t (*put_on)(int, const void *, size_t);
    char path[PATH_MAX];
    if (!put_at) put_at = (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite64");
    if (!put_on) put_on = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    if (handle == trace || !named(handle, path))
        return placed ? put_at(handle, data, size, offset) : put_on(handle, data, size);
    int fate = met(WRITE);
    if (fate == 1) return -1;
    if ((fate == 2 || fate == 4) && size > 1) size /= 2;
    if (!placed && trace >= 0)
        offset = lseek(handle, 0, fcntl(handle, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    ssize_t got = placed ? put_at(handle, data, size, offset) : put_on(handle, data, size);
    if (fate >= 3) die();
    if (got > 0) tell('w', path, "", (uint64_t)offset, data, (uint64_t)got);
    return got;
}

ssize_t write(int handle, const void *data, size_t size) { return written(handle, data, size, 0, 0); }
ssize_t pwrite(int handle, const void *data, size_t size, off_t to) { return written(handle, data, size, to, 1); }
ssize_t pwrite64(int handle, const void *data, size_t size, off64_t to) { return written(handle, data, size, to, 1); }

ssize_t read(int handle, void *data, size_t size)
{
    REAL(read);
    char path[PATH_MAX];
    if ((kinds & READ) && named(handle, path) && met(READ) == 1) return -1;
    return real(handle, data, size);
}

ssize_t pread64(int handle, void *data, size_t size, off64_t from)
{
    REAL(pread64);
    char path[PATH_MAX];
    if ((kinds & READ) && named(handle, path) && met(READ) == 1) return -1;
    return real(handle, data, size, from);
}

#define SYNCING(name) \
    int name(int handle) \
    { \
        REAL(name); \
        char path[PATH_MAX]; \
        if (!named(handle, path)) return real(handle); \
        /* What could not be synced may be dropped, and count as clean from then on. */ \
        SIMPLE(SYNC, real(handle), tell('f', path, "", 0, NULL, 0)); \
        if (!got) tell('s', path, "", 0, NULL, 0); \
        return got; \
    }
SYNCING(fsync)
SYNCING(fdatasync)

#define TRUNCATING(name, type) \
    int name(int handle, type size) \
    { \
        REAL(name); \
        char path[PATH_MAX]; \
        if (!named(handle, path)) return real(handle, size); \
        SIMPLE(TRUNCATE, real(handle, size), (void)0); \
        if (!got) tell('t', path, "", (uint64_t)size, NULL, 0); \
        return got; \
    }
TRUNCATING(ftruncate, off_t)
TRUNCATING(ftruncate64, off64_t)

int rename(const char *from, const char *to)
{
    REAL(rename);
    if (!ours(from) && !ours(to)) return real(from, to);
    SIMPLE(NAME, real(from, to), (void)0);
    if (!got) tell('r', from, to, 0, NULL, 0);
    return got;
}

int link(const char *from, const char *to)
{
    REAL(link);
    if (!ours(from) && !ours(to)) return real(from, to);
    SIMPLE(NAME, real(from, to), (void)0);
    if (!got) tell('l', from, to, 0, NULL, 0);
    return got;
}

int linkat(int one, const char *from, int two, const char *to, int flags)
{
    REAL(linkat);
    if (!ours(from) && !ours(to)) return real(one, from, two, to, flags);
    SIMPLE(NAME, real(one, from, two, to, flags), (void)0);
    if (!got) tell('l', from, to, 0, NULL, 0);
    return got;
}

int unlink(const char *path)
{
    REAL(unlink);
    if (!ours(path)) return real(path);
    SIMPLE(NAME, real(path), (void)0);
    if (!got) tell('u', path, "", 0, NULL, 0);
    return got;
}

static int create(const char *path, int (*open_it)(const char *, int, ...), int flags, mode_t rights)
{
    struct stat found;
    if (!(flags & (O_CREAT | O_TRUNC)) || !ours(path)) return open_it(path, flags, rights);
    int kept = errno;
    int fresh = stat(path, &found) != 0;
    errno = kept;
    SIMPLE(CREATE, open_it(path, flags, rights), (void)0);
    if (got >= 0 && fresh) tell('c', path, "", 0, NULL, 0);
    if (got >= 0 && !fresh && flags & O_TRUNC) tell('t', path, "", 0, NULL, 0);
    return got;
}

#define OPENING(name) \
    int name(const char *path, int flags, ...) \
    { \
        REAL(name); \
        mode_t rights = 0; \
        if (flags & (O_CREAT | O_TMPFILE)) { \
            va_list more; \
            va_start(more, flags); \
            rights = va_arg(more, mode_t); \
            va_end(more); \
        } \
        return create(path, (int (*)(const char *, int, ...))real, flags, rights); \
    }
OPENING(open)
OPENING(open64)

void *mmap64(void *where, size_t size, int use, int flags, int handle, off64_t from)
{
    REAL(mmap64);
    char path[PATH_MAX];
    if (handle >= 0 && (flags & MAP_SHARED) && named(handle, path) && met(MAP) == 1) return MAP_FAILED;
    return real(where, size, use, flags, handle, from);
}

#define CONTROLLING(name) \
    int name(int handle, int command, ...) \
    { \
        REAL(name); \
        char path[PATH_MAX]; \
        va_list more; \
        va_start(more, command); \
        void *given = va_arg(more, void *); \
        va_end(more); \
        int locks = (command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK) \
                    && ((struct flock *)given)->l_type != F_UNLCK; \
        if (locks && (kinds & LOCK) && named(handle, path) && met(LOCK) == 1) return -1; \
        return real(handle, command, given); \
    }
CONTROLLING(fcntl)
CONTROLLING(fcntl64)
