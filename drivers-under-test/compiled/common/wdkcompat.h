/*
 * What the drivers need and the driver headers of mingw-w64 lack. Every driver includes this file instead of <ntddk.h>.
 */
#pragma once

/* <wdm.h> defines these two again, as external functions in every object file: give its copies other names, unused and static. */
#include <intrin.h>
#define InterlockedBitTestAndSet WdmBitTestAndSet
#define InterlockedBitTestAndReset WdmBitTestAndReset
/* It also declares this variable as imported with one level of pointers too many. */
#define PsThreadType WdmPsThreadType
#include <ntddk.h>
#undef InterlockedBitTestAndSet
#undef InterlockedBitTestAndReset
#undef PsThreadType
extern POBJECT_TYPE *PsThreadType;

/* Structured exception handling: the compiler knows __try, __except and __finally; the names below come from <excpt.h>. */
#ifndef GetExceptionCode
#define GetExceptionCode() ((NTSTATUS)_exception_code())
#define GetExceptionInformation() ((PEXCEPTION_POINTERS)_exception_info())
#define AbnormalTermination() (_abnormal_termination())
#endif

#ifndef EXCEPTION_EXECUTE_HANDLER
#define EXCEPTION_EXECUTE_HANDLER 1
#define EXCEPTION_CONTINUE_SEARCH 0
#define EXCEPTION_CONTINUE_EXECUTION (-1)
#endif

/* Pool allocation since Windows 10, version 2004. */
typedef ULONG64 POOL_FLAGS;

#define POOL_FLAG_USE_QUOTA 0x0000000000000001ULL
#define POOL_FLAG_UNINITIALIZED 0x0000000000000002ULL
#define POOL_FLAG_RAISE_ON_FAILURE 0x0000000000000020ULL
#define POOL_FLAG_NON_PAGED 0x0000000000000040ULL
#define POOL_FLAG_PAGED 0x0000000000000100ULL

NTKERNELAPI
PVOID
NTAPI
ExAllocatePool2(
    POOL_FLAGS Flags,
    SIZE_T NumberOfBytes,
    ULONG Tag);

NTSYSAPI
NTSTATUS
NTAPI
ZwWaitForSingleObject(
    HANDLE Handle,
    BOOLEAN Alertable,
    PLARGE_INTEGER Timeout);
