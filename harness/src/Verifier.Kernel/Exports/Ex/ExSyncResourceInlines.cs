namespace Verifier.Kernel;

/// <content>Macros and inline functions of the headers: ERESOURCE.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>The value that names the running thread to ExReleaseResourceForThreadLite.</summary>
    public ulong ExGetCurrentResourceThread() => Machine.Scheduler.Current.ThreadObject;
}
