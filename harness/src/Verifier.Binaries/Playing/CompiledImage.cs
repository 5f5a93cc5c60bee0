using Verifier.Binaries.Images;
using Verifier.Kernel;

namespace Verifier.Binaries.Playing;

/// <summary>A driver file as it is loaded on a machine in one run.</summary>
internal sealed class CompiledImage : ICompiledCode
{
    private readonly NativePlayer _player;
    private readonly Dictionary<ulong, DriverRoutine> _routines = [];

    private CompiledImage(NativePlayer player, CompiledDriver driver, ulong address)
    {
        _player = player;
        Driver = driver;
        Base = address;
    }

    /// <summary>The file.</summary>
    public CompiledDriver Driver { get; }

    public PeFile File => Driver.File;

    /// <summary>Where it is loaded.</summary>
    public ulong Base { get; }

    /// <summary>The image as the kernel knows it.</summary>
    public DriverImage Image { get; private set; } = null!;

    /// <summary>Maps a file: its bytes must be in place.</summary>
    public static CompiledImage Map(NativePlayer player, Machine machine, CompiledDriver driver, RegionRange range)
    {
        var compiled = new CompiledImage(player, driver, range.Address);
        compiled.Image = machine.Images.Load(driver.Name, SectionLayout.Of(driver.File, range), compiled);
        return compiled;
    }

    /// <summary>Is the address in the image?</summary>
    public bool Contains(ulong address) => address - Base < (ulong)File.Layout.Length;

    /// <summary>The offset of an address in the image.</summary>
    public uint RvaOf(ulong address) => (uint)(address - Base);

    /// <summary>Image, routine and offset, as a debugger's stack has it: "mydriver!Dispatch+0x12"; "mydriver+0x1234" without a routine.</summary>
    /// <param name="rva">A byte of the routine.</param>
    /// <param name="further">The offset is of as many bytes behind it.</param>
    public string PlaceOf(uint rva, uint further)
    {
        var location = Driver.Locate(rva);
        return IsInNoRoutine(location, rva)
            ? ImagePlaceOf(rva + further)
            : $"{Driver.Name}!{NameOf(location.Routine, location.OffsetInRoutine + further)}";
    }

    /// <summary>Routine and offset of an rva; image and offset where no routine is known.</summary>
    public string RoutinePlaceOf(uint rva) => IsInNoRoutine(Driver.Locate(rva), rva) ? ImagePlaceOf(rva) : NameOf(rva);

    /// <summary>Image and offset of an rva.</summary>
    public string ImagePlaceOf(uint rva) => $"{Driver.Name}+0x{rva:X}";

    /// <summary>The name of a routine that begins at an rva; with an offset where it begins inside another one.</summary>
    private string NameOf(uint rva)
    {
        var location = Driver.Locate(rva);
        return NameOf(location.Routine, location.OffsetInRoutine);
    }

    private static string NameOf(string routine, uint offset) => offset == 0 ? routine : $"{routine}+0x{offset:X}";

    private bool IsInNoRoutine(in Symbols.SourceLocation location, uint rva) => location.Routine == Driver.Name && location.OffsetInRoutine == rva;

    /// <inheritdoc/>
    public DriverRoutine? RoutineAt(ulong address)
    {
        if (!_routines.TryGetValue(address, out var routine) && Image.SectionAt(address) is { HasCode: true } section)
        {
            routine = new DriverRoutine(Image, NameOf(RvaOf(address)), address)
            {
                IsPageable = section.Kind == SectionKind.PagedCode,
                StackCode = (a0, a1, a2, a3, onStack) => _player.Call(address, a0, a1, a2, a3, onStack),
            };
            _routines.Add(address, routine);
        }

        return routine;
    }

    /// <inheritdoc/>
    public void Bind() => _player.Bind(this);

    /// <inheritdoc/>
    public ulong ExportOf(string name) => File.FindExport(name, ordinal: 0) is { Forwarder: null } export ? Base + export.Rva : 0;

    /// <inheritdoc/>
    public IReadOnlyList<CodeFrame> Frames() => _player.Walker.Frames();

    /// <inheritdoc/>
    public IReadOnlyList<CodeFrame> FramesAt(Exception exception) => _player.Walker.FramesAt(exception);
}
