namespace Verifier.Kernel;

/// <summary>
/// A loaded driver: its sections, the routines whose addresses it has given out, and what stands in its import table. The kernel has an image
/// too, for its own callbacks.
/// </summary>
internal sealed class DriverImage
{
    private readonly Dictionary<Delegate, ulong> _addresses = [];
    private readonly List<ImageSection> _sections;
    private readonly RoutineTable[] _code;

    /// <summary>Makes an image of sections in the order of their addresses.</summary>
    public DriverImage(string name, bool isKernel, IReadOnlyList<ImageSection> sections)
    {
        Name = name;
        IsKernel = isKernel;
        _sections = [.. sections];
        _code = [.. sections.Where(s => s.HasCode).Select(s => new RoutineTable(s))];
        Range = new RegionRange(sections[0].Range.Offset, (long)(sections[^1].Range.End - sections[0].Range.Address));
        Data = sections.FirstOrDefault(s => s.Kind == SectionKind.Data).Range;
        PagedData = sections.FirstOrDefault(s => s.Kind == SectionKind.PagedData).Range;
    }

    /// <summary>The service name.</summary>
    public string Name { get; }

    public bool IsKernel { get; }

    /// <summary>Every section, in the order of addresses; constants of a model come as they are used.</summary>
    public IReadOnlyList<ImageSection> Sections => _sections;

    /// <summary>All sections that were there at load: its base and its size.</summary>
    public RegionRange Range { get; }

    /// <summary>The first section of nonpaged data; empty without one.</summary>
    public RegionRange Data { get; }

    /// <summary>The first section of pageable data; empty without one.</summary>
    public RegionRange PagedData { get; }

    /// <summary>It is unmapped.</summary>
    public bool IsUnloaded { get; set; }

    /// <summary>Bytes left in the last page of constants.</summary>
    public int ConstantBytesLeft { get; set; }

    /// <summary>Constants by their text, so that the same literal has the same address.</summary>
    public Dictionary<(string Text, LiteralKind Kind), ulong> Literals { get; } = [];

    /// <summary>The thunk that intercepts its imports; null if it is not verified (ARCHITECTURE.md D3).</summary>
    public IImportThunk? Thunk { get; set; }

    /// <summary>The address of its DRIVER_OBJECT.</summary>
    public ulong DriverObject { get; set; }

    /// <summary>Its use of the pools.</summary>
    public PoolCounters PoolCounters { get; } = new();

    /// <summary>The model, or null for the kernel and for compiled drivers.</summary>
    public IModel? Model { get; init; }

    /// <summary>The player of its code if that is compiled; null for C# models and the kernel.</summary>
    public ICompiledCode? CompiledCode { get; init; }

    /// <summary>Adds a section that is mapped after the load.</summary>
    public void Add(ImageSection section) => _sections.Add(section);

    /// <summary>True if the address is in one of its sections.</summary>
    public bool Contains(ulong address) => Range.Contains(address) || SectionAt(address) is not null;

    /// <summary>True if the address is in its code.</summary>
    public bool HasCode(ulong address) => Range.Contains(address) && SectionAt(address) is { HasCode: true };

    /// <summary>True if the address is in data that it may write to.</summary>
    public bool HasData(ulong address) => Range.Contains(address) && SectionAt(address) is { IsWritable: true };

    /// <summary>The section that holds an address; null when none does.</summary>
    public ImageSection? SectionAt(ulong address)
    {
        foreach (var section in _sections)
        {
            if (section.Range.Contains(address))
            {
                return section;
            }
        }

        return null;
    }

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
        Add(_code[0], new DriverRoutine(this, name, _code[0].Next) { Sequence = sequence });

    /// <summary>Adds a plain routine to the first section of code.</summary>
    public ulong Add(string name, RoutineCode code) => Add(_code[0].Section.Name, name, code);

    /// <summary>Adds a plain routine to a section of code.</summary>
    public ulong Add(string section, string name, RoutineCode code)
    {
        var table = Array.Find(_code, t => t.Section.Name == section)!;
        return Add(table, new DriverRoutine(this, name, table.Next) { Code = code, IsPageable = table.Section.Kind == SectionKind.PagedCode });
    }

    /// <summary>Adds a plain kernel routine of more than four parameters.</summary>
    public ulong Add(string name, StackRoutineCode code) => Add(_code[0], new DriverRoutine(this, name, _code[0].Next) { StackCode = code });

    /// <summary>Adds a routine that the kernel exports.</summary>
    public ulong Add(Ddi export) => Add(_code[0], new DriverRoutine(this, export.Name, _code[0].Next) { Export = export });

    /// <summary>The routine that begins at an address of this image; null when none does. In compiled code any address may be called.</summary>
    public DriverRoutine? RoutineAt(ulong address)
    {
        if (CompiledCode is { } compiled)
        {
            return compiled.RoutineAt(address);
        }

        foreach (var table in _code)
        {
            if (table.Section.Range.Contains(address))
            {
                return table.At(address);
            }
        }

        return null;
    }

    private ulong Register(Delegate routine, RoutineCode? code, StackRoutineCode? stackCode)
    {
        var address = Add(_code[0], new DriverRoutine(this, null, _code[0].Next) { Code = code, StackCode = stackCode, Origin = routine });
        _addresses.Add(routine, address);
        return address;
    }

    private ulong Add(RoutineTable table, DriverRoutine routine) => table.TryAdd(routine)
        ? routine.Address
        : throw new InvalidOperationException($"{Name} has more routines than its {table.Section.Name} section holds; the last was {routine.Name}.");
}
