namespace Verifier.Kernel;

/// <summary>Decides about a touch of memory that is not plainly there.</summary>
internal interface IMemoryFaults
{
    /// <summary>Handles a touch of memory that is not there. Returns the exception to throw.</summary>
    Exception Fault(ulong address, MemoryAccess access);

    /// <summary>Brings a trimmed page back, or stops the machine when the IRQL forbids it.</summary>
    void PageIn(ulong address, int page, MemoryAccess access);
}
