namespace Verifier.Kernel;

/// <summary>
/// A loaded driver: its pages (code, .data, PAGE data), the routines whose addresses it has given out, and what stands in its import
/// table. The kernel has an image too, for its own callbacks.
/// </summary>
internal sealed class DriverImage(string name, bool isKernel, RegionRange code, RegionRange data, RegionRange pagedData)
{
    private const int BytesPerRoutine = 16;

    private readonly Dictionary<Delegate, ulong> _addresses = [];
    private readonly List<DriverRoutine> _routines = [];

    /// <summary>The service name.</summary>
    public string Name { get; } = name;

    public bool IsKernel { get; } = isKernel;

    public RegionRange Code { get; } = code;

    public RegionRange Data { get; } = data;

    public RegionRange PagedData { get; } = pagedData;

    /// <summary>Read-only data: string constants of a model.</summary>
    public List<RegionRange> ConstantPages { get; } = [];

    /// <summary>Bytes left in the last of them.</summary>
    public int ConstantBytesLeft { get; set; }

    /// <summary>Constants by their text, so that the same literal has the same address.</summary>
    public Dictionary<(string Text, LiteralKind Kind), ulong> Literals { get; } = [];

    /// <summary>What intercepts its imports; null when it is not verified (decision D3).</summary>
    public IImportThunk? Thunk { get; set; }

    /// <summary>The address of its DRIVER_OBJECT.</summary>
    public ulong DriverObject { get; set; }

    /// <summary>What it has of the pools.</summary>
    public PoolCounters PoolCounters { get; } = new();

    /// <summary>The model, or null for the kernel and for compiled drivers.</summary>
    public DriverModel? Model { get; init; }

    /// <summary>The address that stands for a delegate, once it has one.</summary>
    public bool TryGetAddress(Delegate routine, out ulong address) => _addresses.TryGetValue(routine, out address);

    /// <summary>Gives a delegate an address.</summary>
    public ulong Register(Delegate routine, RoutineCode code) => Register(routine, code, null);

    /// <summary>Gives a delegate of more than four parameters an address.</summary>
    public ulong Register(Delegate routine, StackRoutineCode code) => Register(routine, null, code);

    /// <summary>Gives a delegate the address of another one: the same routine, cast to another type.</summary>
    public void Cast(Delegate routine, ulong address) => _addresses.Add(routine, address);

    /// <summary>Adds a kernel routine that calls back or blocks.</summary>
    public ulong Add(string name, Func<ulong, ulong, ulong, ulong, IEnumerator<KernelAction>> sequence) =>
        Add(new DriverRoutine(this, name, Next) { Sequence = sequence });

    /// <summary>Adds a plain kernel routine.</summary>
    public ulong Add(string name, RoutineCode code) => Add(new DriverRoutine(this, name, Next) { Code = code });

    /// <summary>Adds a plain kernel routine of more than four parameters.</summary>
    public ulong Add(string name, StackRoutineCode code) => Add(new DriverRoutine(this, name, Next) { StackCode = code });

    /// <summary>The routine that begins at an address of this image; null when none does.</summary>
    public DriverRoutine? RoutineAt(ulong address)
    {
        var offset = address - Code.Address;
        return offset % BytesPerRoutine == 0 && offset / BytesPerRoutine < (ulong)_routines.Count ? _routines[(int)(offset / BytesPerRoutine)] : null;
    }

    private ulong Register(Delegate routine, RoutineCode? code, StackRoutineCode? stackCode)
    {
        var address = Add(new DriverRoutine(this, null, Next) { Code = code, StackCode = stackCode, Origin = routine });
        _addresses.Add(routine, address);
        return address;
    }

    private ulong Next => Code.Address + (ulong)(_routines.Count * BytesPerRoutine);

    private ulong Add(DriverRoutine routine)
    {
        if (routine.Address >= Code.End)
        {
            throw new InvalidOperationException($"{Name} has more routines than its code pages hold; the last was {routine.Name}.");
        }

        _routines.Add(routine);
        return routine.Address;
    }
}
