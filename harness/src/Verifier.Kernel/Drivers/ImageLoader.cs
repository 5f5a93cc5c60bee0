namespace Verifier.Kernel;

/// <summary>Gives each driver image its pages and finds the routine behind an address.</summary>
internal sealed class ImageLoader(Machine machine)
{
    private const int CodePages = 2;

    private readonly List<DriverImage> _images = [];
    private int _nextPage;

    /// <summary>The kernel's own image: the routines that drivers may hold pointers to.</summary>
    public DriverImage Kernel { get; private set; } = null!;

    /// <summary>Images that are loaded or were; an unloaded one keeps its range, so that late calls are recognised.</summary>
    public IReadOnlyList<DriverImage> Images => _images;

    /// <summary>Maps an image: code, nonpaged data, pageable data (bytes each, rounded up to pages).</summary>
    public DriverImage Load(string name, DriverModel? model, int dataBytes, int pagedDataBytes)
    {
        var code = MapPages(CodePages * machine.Profile.PageSize, PageKind.Code);
        var data = MapPages(dataBytes, PageKind.NonPaged);
        var paged = MapPages(pagedDataBytes, PageKind.Paged);
        var image = new DriverImage(name, model is null, code, data, paged) { Model = model };
        _images.Add(image);
        machine.Registry.AddService(name);
        return image;
    }

    /// <summary>Unmaps an image; touching or calling it later is 0xCE.</summary>
    public void Unload(DriverImage image)
    {
        foreach (var range in (RegionRange[])[image.Code, image.Data, image.PagedData, .. image.ConstantPages])
        {
            machine.Pages.Set(machine.Pages.PageOf(range.Address), (int)(range.Length / machine.Profile.PageSize), PageKind.UnloadedImage);
        }
    }

    /// <summary>Another page of nonpaged data for the kernel's own image.</summary>
    public RegionRange AddKernelPage() => MapPages(machine.Profile.PageSize, PageKind.NonPaged);

    /// <summary>Puts a constant into an image's read-only data, 16-byte aligned, in pages mapped as they are needed.</summary>
    public unsafe ulong AddConstant(DriverImage image, ReadOnlySpan<byte> bytes)
    {
        var size = (bytes.Length + 15) & ~15;
        if (size > image.ConstantBytesLeft)
        {
            var page = MapPages(Math.Max(size, machine.Profile.PageSize), PageKind.Code);
            Zero(page);
            image.ConstantPages.Add(page);
            image.ConstantBytesLeft = (int)page.Length;
        }

        var address = image.ConstantPages[^1].End - (ulong)image.ConstantBytesLeft;
        image.ConstantBytesLeft -= size;
        bytes.CopyTo(new Span<byte>(machine.Memory.Own(address), bytes.Length));
        return address;
    }

    /// <summary>The image of a loaded driver that has an address in its code or data; null when none has.</summary>
    public DriverImage? DriverAt(ulong address) => _images.Find(i =>
        !i.IsKernel
        && (i.Code.Contains(address) || i.Data.Contains(address) || i.PagedData.Contains(address))
        && machine.Pages.Kinds[machine.Pages.PageOf(i.Code.Address)] == PageKind.Code);

    /// <summary>The routine at an address; null when the address is no routine of a loaded image.</summary>
    public DriverRoutine? RoutineAt(ulong address)
    {
        foreach (var image in _images)
        {
            if (image.Code.Contains(address))
            {
                return machine.Pages.Kinds[machine.Pages.PageOf(address)] == PageKind.Code ? image.RoutineAt(address) : null;
            }
        }

        return null;
    }

    /// <summary>The name of the routine at an address, for reports; the address itself when there is none.</summary>
    public string NameOf(ulong address)
    {
        var image = _images.Find(i => i.Code.Contains(address));
        return image?.RoutineAt(address) is { } routine ? $"{image.Name}!{routine.Name}" : $"0x{address:X}";
    }

    public void Reset()
    {
        _images.Clear();
        _nextPage = (int)(RegionLayout.Images.Offset / machine.Profile.PageSize);
        Kernel = Load("ntoskrnl", null, KernelData.Bytes + PoolDescriptor.Bytes, 0);
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
        if (pages > 0 && kind != PageKind.Code)
        {
            Zero(range);
        }

        _nextPage += pages;
        return range;
    }

    private unsafe void Zero(RegionRange range) => new Span<byte>(machine.Memory.Own(range.Address), (int)range.Length).Clear();
}
