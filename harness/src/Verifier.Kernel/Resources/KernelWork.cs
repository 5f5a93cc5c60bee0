namespace Verifier.Kernel;

/// <summary>
/// While it lives the kernel works for itself, whatever driver called it: what it acquires is nobody's in the ledger.
/// </summary>
internal readonly ref struct KernelWork : IDisposable
{
    private readonly Machine _machine;
    private readonly DriverImage? _caller;

    public KernelWork(Machine machine)
    {
        _machine = machine;
        _caller = machine.Caller;
        machine.Caller = null;
    }

    /// <inheritdoc/>
    public void Dispose() => _machine.Caller = _caller;
}
