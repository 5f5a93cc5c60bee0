namespace Verifier.Kernel;

/// <summary>
/// A raised status, as ExRaiseStatus makes it: what a driver catches with try/except. A model catches it with
/// <c>catch (KernelException e) when (…)</c>; uncaught it becomes a bug check (harness/docs/facts/bugchecks.md#what-the-driver-did).
/// </summary>
public class KernelException : Exception
{
    /// <summary>Raises a status.</summary>
    public KernelException(NTSTATUS status)
        : base(status.ToString())
    {
        Status = status;
    }

    /// <summary>GetExceptionCode().</summary>
    public NTSTATUS Status { get; }
}
