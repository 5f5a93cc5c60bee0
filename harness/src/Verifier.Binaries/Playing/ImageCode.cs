using Verifier.Binaries.Loading;
using Verifier.Kernel;

namespace Verifier.Binaries.Playing;

/// <summary>The code of one compiled image, as the kernel calls it.</summary>
internal sealed class ImageCode : ICompiledCode
{
    private readonly NativePlayer _player;
    private readonly Dictionary<ulong, DriverRoutine> _routines = [];
    private CompiledImage _image = null!;

    private ImageCode(NativePlayer player) => _player = player;

    /// <summary>Maps a file: its bytes must be in place.</summary>
    public static CompiledImage Map(NativePlayer player, Machine machine, DriverCode driver, RegionRange range)
    {
        var code = new ImageCode(player);
        var image = machine.Images.Load(driver.Name, SectionLayout.Of(driver.File, range), code);
        code._image = new CompiledImage(driver, range.Address, image);
        return code._image;
    }

    /// <inheritdoc/>
    public DriverRoutine? RoutineAt(ulong address)
    {
        if (!_routines.TryGetValue(address, out var routine) && _image.Image.SectionAt(address) is { HasCode: true } section)
        {
            routine = new DriverRoutine(_image.Image, _image.NameOf(_image.RvaOf(address)), address)
            {
                IsPageable = section.Kind == SectionKind.PagedCode,
                StackCode = (a0, a1, a2, a3, onStack) => _player.Call(address, a0, a1, a2, a3, onStack),
            };
            _routines.Add(address, routine);
        }

        return routine;
    }

    /// <inheritdoc/>
    public void Bind() => _player.Bind(_image);

    /// <inheritdoc/>
    public ulong ExportOf(string name) => _image.File.FindExport(name, ordinal: 0) is { Forwarder: null } export ? _image.Base + export.Rva : 0;

    /// <inheritdoc/>
    public IReadOnlyList<CodeFrame> Frames() => _player.Walker.Frames();

    /// <inheritdoc/>
    public IReadOnlyList<CodeFrame> FramesAt(Exception exception) => _player.Walker.FramesAt(exception);
}
