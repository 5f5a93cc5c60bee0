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

    /// <summary>The name of a routine that begins at an rva; with an offset where it begins inside another one.</summary>
    private string NameOf(uint rva) => Driver.Locate(rva) is { OffsetInRoutine: not 0 } inside ? $"{inside.Routine}+0x{inside.OffsetInRoutine:X}" : Driver.Locate(rva).Routine;

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
    public ulong ExportOf(string name) => File.FindExport(name, ordinal: 0) is { Forwarder: null } export ? Base + export.Rva : 0;

    /// <inheritdoc/>
    public IReadOnlyList<CodeFrame> Frames() => _player.Walker.Frames();

    /// <inheritdoc/>
    public IReadOnlyList<CodeFrame> FramesAt(Exception exception) => _player.Walker.FramesAt(exception);
}
