namespace Verifier.Kernel;

/// <summary>Gives each driver image its pages and finds the routine behind an address.</summary>
internal sealed class ImageLoader(Machine machine)
{
    /// <summary>Bytes of the kernel's own objects in its data section; behind them are the pool's variables.</summary>
    public const int KernelDataBytes = 0x3000;

    private readonly List<DriverImage> _images = [];
    private int _nextPage;

    /// <summary>The kernel's own image: the routines that drivers may hold pointers to.</summary>
    public DriverImage Kernel { get; private set; } = null!;

    /// <summary>Bytes of code of an image whose code is C#: room for the addresses of its routines.</summary>
    public int CodeBytes => 2 * machine.Profile.PageSize;

    // Imports of compiled drivers are bound to addresses in the kernel's code: each routine that is imported has one.
    private int KernelCodeBytes => machine.MemoryFile is null ? CodeBytes : 16 * machine.Profile.PageSize;

    /// <summary>Images that are loaded or were; an unloaded one keeps its range, so that late calls are recognised.</summary>
    public IReadOnlyList<DriverImage> Images => _images;

    /// <summary>
    /// Maps an image: at least one section, one after another. <paramref name="model"/> is what plays its routines, if it is C#.
    /// </summary>
    public DriverImage Load(string name, IReadOnlyList<SectionSize> sections, IModel? model = null, bool isKernel = false)
    {
        var mapped = sections.Select(s => new ImageSection(s.Name, s.Kind, MapPages(s.Bytes, PageKindOf(s.Kind)), s.IsDiscardable)).ToArray();
        return Add(new DriverImage(name, isKernel, mapped) { Model = model });
    }

    /// <summary>Address space for a compiled image; nothing is mapped there yet.</summary>
    public RegionRange Reserve(int bytes) => MapPages(bytes, PageKind.NotPresent);

    /// <summary>Maps a compiled image in address space that was reserved. Its bytes are those that are there.</summary>
    public DriverImage Load(string name, IReadOnlyList<ImageSection> sections, ICompiledCode code)
    {
        foreach (var section in sections)
        {
            SetPages(section, PageKindOf(section.Kind));
        }

        return Add(new DriverImage(name, isKernel: false, sections) { CompiledCode = code });
    }

    /// <summary>Unmaps an image; touching or calling it later is 0xCE.</summary>
    public void Unload(DriverImage image)
    {
        image.IsUnloaded = true;
        foreach (var section in image.Sections)
        {
            SetPages(section, PageKind.UnloadedImage);
        }
    }

    /// <summary>DriverEntry has succeeded: the memory of what only it needs is given back.</summary>
    public void DiscardInitialisation(DriverImage image)
    {
        foreach (var section in image.Sections.Where(s => s.IsDiscardable))
        {
            SetPages(section, PageKind.NotPresent);
        }
    }

    /// <summary>Makes the pages of a section of a kind.</summary>
    public void SetPages(ImageSection section, PageKind kind) =>
        machine.Pages.Set(machine.Pages.PageOf(section.Range.Address), (int)(section.Range.Length >> machine.Pages.Shift), kind);

    /// <summary>Another page of nonpaged data for the kernel's own image.</summary>
    public RegionRange AddKernelPage() => MapPages(machine.Profile.PageSize, PageKind.NonPaged);

    /// <summary>Puts a constant into an image's read-only data, 16-byte aligned, in pages mapped as they are needed.</summary>
    public unsafe ulong AddConstant(DriverImage image, ReadOnlySpan<byte> bytes)
    {
        var size = (bytes.Length + 15) & ~15;
        if (size > image.ConstantBytesLeft)
        {
            var page = MapPages(Math.Max(size, machine.Profile.PageSize), PageKind.ReadOnly);
            image.Add(new ImageSection(".rdata", SectionKind.Constants, page));
            image.ConstantBytesLeft = (int)page.Length;
        }

        var address = image.Sections[^1].Range.End - (ulong)image.ConstantBytesLeft;
        image.ConstantBytesLeft -= size;
        bytes.CopyTo(new Span<byte>(machine.Memory.Own(address), bytes.Length));
        return address;
    }

    /// <summary>The image of a loaded driver that has an address in one of its sections; null when none has.</summary>
    public DriverImage? DriverAt(ulong address) => _images.Find(i => !i.IsKernel && !i.IsUnloaded && i.Contains(address));

    /// <summary>The routine at an address; null when the address is no routine of a loaded image.</summary>
    public DriverRoutine? RoutineAt(ulong address)
    {
        foreach (var image in _images)
        {
            if (image.Range.Contains(address))
            {
                return machine.Pages.Kinds[machine.Pages.PageOf(address)].IsCode() ? image.RoutineAt(address) : null;
            }
        }

        return null;
    }

    /// <summary>The name of the routine at an address, for reports; the address itself when there is none.</summary>
    public string NameOf(ulong address)
    {
        var image = _images.Find(i => i.HasCode(address));
        return image?.RoutineAt(address) is { } routine ? $"{image.Name}!{routine.Name}" : $"0x{address:X}";
    }

    public void Reset()
    {
        _images.Clear();
        _nextPage = (int)(RegionLayout.Images.Offset / machine.Profile.PageSize);
        Kernel = Load(
            "ntoskrnl",
            [new(".text", SectionKind.Code, KernelCodeBytes), new(".data", SectionKind.Data, KernelDataBytes + PoolDescriptor.Bytes)],
            isKernel: true);
    }

    private static PageKind PageKindOf(SectionKind kind) => kind switch
    {
        SectionKind.Code => PageKind.Code,
        SectionKind.WritableCode => PageKind.WritableCode,
        SectionKind.Data => PageKind.NonPaged,
        SectionKind.Constants => PageKind.ReadOnly,
        SectionKind.PagedCode => PageKind.PagedCode,
        _ => PageKind.Paged,
    };

    private DriverImage Add(DriverImage image)
    {
        _images.Add(image);
        machine.Registry.AddKey(Registry.Services + image.Name);
        return image;
    }

    private RegionRange MapPages(int bytes, PageKind kind)
    {
        var pageSize = machine.Profile.PageSize;
        var pages = (bytes + pageSize - 1) / pageSize;
        var range = new RegionRange((long)_nextPage * pageSize, (long)pages * pageSize);
        if (range.Offset + range.Length > RegionLayout.Images.Offset + RegionLayout.Images.Length)
        {
            throw new InvalidOperationException("Too many driver images are loaded for the machine's image space.");
        }

        machine.Pages.Set(_nextPage, pages, kind);
        if (pages > 0 && kind.IsPresent() && !kind.IsCode())
        {
            Zero(range);
        }

        _nextPage += pages;
        return range;
    }

    private unsafe void Zero(RegionRange range) => new Span<byte>(machine.Memory.Own(range.Address), (int)range.Length).Clear();
}
