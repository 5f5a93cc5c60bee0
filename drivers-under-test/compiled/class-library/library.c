#include "library.h"

#define STATE_TAG 'tSlC'
#define SESSION_TAG 'eSlC'

typedef struct _CLASS_STATE {
    FAST_MUTEX Lock;                /* guards Sessions */
    ULONG Sessions;
} CLASS_STATE, *PCLASS_STATE;

struct _CLASS_SESSION {
    ULONG Number;                   /* from 1, in the order of opening */
};

DRIVER_INITIALIZE DriverEntry;

static PCLASS_STATE State;

/* An export driver needs one for the linker; it is never called. */
NTSTATUS
DriverEntry(
    PDRIVER_OBJECT DriverObject,
    PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);

    return STATUS_UNSUCCESSFUL;
}

/* Called when the first client is about to be loaded. */
NTSTATUS
DllInitialize(
    PUNICODE_STRING RegistryPath)
{
    if (RegistryPath == NULL || RegistryPath->Length == 0) {
        return STATUS_INVALID_PARAMETER;
    }

    State = ExAllocatePoolWithTag(NonPagedPool, sizeof(CLASS_STATE), STATE_TAG);
    if (State == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    ExInitializeFastMutex(&State->Lock);
    State->Sessions = 0;
    return STATUS_SUCCESS;
}

/* Called when the last client is gone. */
NTSTATUS
DllUnload(
    VOID)
{
    ExFreePoolWithTag(State, STATE_TAG);
    return STATUS_SUCCESS;
}

NTSTATUS
ClassOpenSession(
    PCLASS_SESSION *Session)
{
    PCLASS_SESSION session;

    session = ExAllocatePoolWithTag(PagedPool, sizeof(struct _CLASS_SESSION), SESSION_TAG);
    if (session == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    ExAcquireFastMutex(&State->Lock);
    session->Number = ++State->Sessions;
    ExReleaseFastMutex(&State->Lock);

    *Session = session;
    return STATUS_SUCCESS;
}

VOID
ClassCloseSession(
    PCLASS_SESSION Session)
{
    ExAcquireFastMutex(&State->Lock);
    State->Sessions--;
    ExReleaseFastMutex(&State->Lock);

    ExFreePoolWithTag(Session, SESSION_TAG);
}

ULONG
ClassSessionCount(
    VOID)
{
    return State->Sessions;
}
