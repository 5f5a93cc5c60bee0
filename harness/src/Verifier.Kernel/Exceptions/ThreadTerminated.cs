namespace Verifier.Kernel;

/// <summary>PsTerminateSystemThread: unwinds the frames of the thread that ends itself.</summary>
internal sealed class ThreadTerminated : Exception
{
    public static readonly ThreadTerminated Instance = new();

    private ThreadTerminated()
        : base("The thread ended itself.")
    {
    }
}
