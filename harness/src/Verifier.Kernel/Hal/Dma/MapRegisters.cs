namespace Verifier.Kernel;

/// <summary>
/// The machine's map registers, shared by all adapters: finite, and a transfer needs a run of neighbours. A base is opaque to drivers: an
/// address where nothing is.
/// </summary>
internal sealed class MapRegisters(Machine machine)
{
    private const ulong FirstBase = 0xFFFF_FA80_0000_0000;
    private const int BytesPerRegister = 0x10;

    private readonly Dictionary<ulong, MapRegisterRun> _taken = [];
    private RunAllocator _runs = new(0);

    /// <summary>Registers that are free.</summary>
    public int Free => _runs.Capacity - _runs.Used;

    public int Total => _runs.Capacity;

    /// <summary>Takes a run, for a driver to free or for a buffer or list to come with; 0 when there is none.</summary>
    public ulong Take(ulong adapter, uint count, bool isDrivers)
    {
        var first = count <= _runs.Capacity ? _runs.Find((int)count, 0, _runs.Capacity) : -1;
        if (first < 0)
        {
            return 0;
        }

        _runs.Take(first, (int)count);
        var at = FirstBase + (ulong)(first * BytesPerRegister);
        _taken.Add(at, new MapRegisterRun(adapter, first, (int)count, isDrivers));
        return at;
    }

    /// <summary>The run with this base; null if there is none.</summary>
    public MapRegisterRun? Find(ulong at) => _taken.GetValueOrDefault(at);

    /// <summary>Runs of an adapter that a driver has to free.</summary>
    public int HeldBy(ulong adapter) => _taken.Values.Count(r => r.Adapter == adapter && r.IsDrivers);

    public void Return(ulong at)
    {
        if (_taken.Remove(at, out var run))
        {
            _runs.Return(run.First, run.Count);
        }
    }

    public void Reset()
    {
        _taken.Clear();
        if (_runs.Capacity == machine.Profile.MapRegisters)
        {
            _runs.Reset();
        }
        else
        {
            _runs = new RunAllocator(machine.Profile.MapRegisters);
        }
    }
}

/// <summary>Neighbouring map registers of one allocation, and what is mapped through them.</summary>
internal sealed class MapRegisterRun(ulong adapter, int first, int count, bool isDrivers)
{
    /// <summary>The DMA_ADAPTER.</summary>
    public ulong Adapter { get; } = adapter;

    public int First { get; } = first;

    public int Count { get; } = count;

    /// <summary>A driver frees it, rather than the buffer or the list that it came with.</summary>
    public bool IsDrivers { get; } = isDrivers;

    /// <summary>Ranges that MapTransfer mapped and that were not flushed: buffer address and length, in bytes.</summary>
    public List<(ulong Address, uint Length)> Mapped { get; } = [];
}
