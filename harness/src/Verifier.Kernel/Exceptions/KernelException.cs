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

    /// <summary>
    /// The exception that a filter or a language handler raised when it was asked about this one, and did not handle itself. It takes this one's
    /// place: the frames that this one came through are asked about it, and then those around them.
    /// </summary>
    internal KernelException? Nested { get; set; }

    /// <summary>The exception that is under way: this one, or the last of those nested in it.</summary>
    internal KernelException Latest => Nested?.Latest ?? this;
}
