namespace Verifier.Kernel;

/// <content>Macros and inline functions of the headers: pageable sections.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Macro: MmLockPagableDataSection for a section of code.</summary>
    public Pointer MmLockPagableCodeSection(Pointer addressWithinSection) => MmLockPagableDataSection(addressWithinSection);
}
