namespace Verifier.Kernel;

/// <summary>STATUS_ACCESS_VIOLATION with the address touched, so that an uncaught one can report it.</summary>
internal sealed class AccessViolationRaised(ulong address, MemoryAccess access) : KernelException(NTSTATUS.STATUS_ACCESS_VIOLATION)
{
    public ulong Address { get; } = address;

    public MemoryAccess Access { get; } = access;
}
