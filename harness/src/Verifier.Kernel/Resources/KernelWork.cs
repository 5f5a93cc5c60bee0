namespace Verifier.Kernel;

/// <summary>
/// While it lives the kernel works for itself, for any calling driver: resources that it acquires have no owner in the ledger.
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
