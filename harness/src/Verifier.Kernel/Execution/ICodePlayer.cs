namespace Verifier.Kernel;

/// <summary>
/// The player of compiled code on a machine. It comes with the first compiled driver; a machine with models alone has none.
/// </summary>
internal interface ICodePlayer : IDisposable
{
    /// <summary>The machine begins a new run: images are gone, stacks are empty.</summary>
    void Reset();

    /// <summary>The address of a kernel export that only compiled code has a use for; 0 when there is none of the name.</summary>
    ulong ExportOf(string name);

    /// <summary>The state of compiled code on the running thread; null if it runs none.</summary>
    StoppedCode? Look();
}
