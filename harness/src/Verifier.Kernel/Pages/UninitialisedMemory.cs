namespace Verifier.Kernel;

/// <summary>
/// Counts the memory that the kernel hands out without initialising it, and says what stands in it: the usual pattern, or another one that
/// a run asks for to see whether a driver uses such memory before it has written to it. Addresses do not depend on the contents.
/// </summary>
internal sealed class UninitialisedMemory(Machine machine)
{
    private long _handedOut;

    /// <summary>
    /// The byte that an allocation is filled with, by its ordinal from 1; null for the usual contents. Null as a whole when all are usual.
    /// </summary>
    public Func<long, byte?>? Contents { get; set; }

    /// <summary>Called with each allocation; null if they are not observed.</summary>
    public Action<UninitialisedBlock>? Observer { get; set; }

    /// <summary>
    /// Called with each piece of memory, by address and length, that a device may write to; null if they are not observed.
    /// </summary>
    public Action<ulong, ulong>? DeviceObserver { get; set; }

    /// <summary>Memory is handed out: the byte that it is filled with, or null for the usual contents.</summary>
    public byte? Next(UninitialisedKind kind, ulong address, ulong bytes, PoolTag tag = default, DriverImage? caller = null)
    {
        _handedOut++;
        if (Observer is { } observer)
        {
            var ddi = caller is null && machine.Caller is { IsKernel: false } ? machine.CurrentDdi : null;
            caller ??= machine.Caller is { IsKernel: false } driver ? driver : null;
            observer(new UninitialisedBlock(_handedOut, kind, address, bytes, tag, caller, ddi));
        }

        return Contents?.Invoke(_handedOut);
    }

    /// <summary>A driver asks for a physical address: a device that it programs may write there.</summary>
    public void MayBeWrittenByDevice(ulong address) => DeviceObserver?.Invoke(address, 1);

    public void Reset()
    {
        _handedOut = 0;
        Contents = null;
        Observer = null;
        DeviceObserver = null;
    }
}

/// <summary>An allocation whose contents are not initialised.</summary>
/// <param name="Ordinal">Position among the run's, 1-based.</param>
/// <param name="Kind">The kind of memory.</param>
/// <param name="Address">Address of the first byte; of pages without an address, the one that they would have.</param>
/// <param name="Bytes">Bytes asked for.</param>
/// <param name="Tag">Pool tag, where it has one.</param>
/// <param name="Caller">The driver that asks; null when the kernel does by itself.</param>
/// <param name="Ddi">The routine that it calls; null likewise.</param>
internal readonly record struct UninitialisedBlock(
    long Ordinal, UninitialisedKind Kind, ulong Address, ulong Bytes, PoolTag Tag, DriverImage? Caller, Ddi? Ddi);

/// <summary>The sources of uninitialised memory.</summary>
public enum UninitialisedKind
{
    /// <summary>Pool.</summary>
    Pool,

    /// <summary>Whole pages.</summary>
    Pages,

    /// <summary>An entry of a lookaside list that was in use before.</summary>
    LookasideEntry,

    /// <summary>The I/O manager's copy of a buffered transfer, behind the input.</summary>
    SystemBuffer,
}
