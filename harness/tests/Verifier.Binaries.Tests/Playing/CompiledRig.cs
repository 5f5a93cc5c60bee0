using Verifier.Binaries.Images;
using Verifier.Binaries.Loading;
using Verifier.Binaries.Playing;
using Verifier.Binaries.Symbols;
using Verifier.Binaries.Tests.Building;
using Verifier.Kernel;

namespace Verifier.Binaries.Tests.Playing;

/// <summary>A machine that hand-made images are loaded on.</summary>
internal sealed class CompiledRig : IDisposable
{
    private const string SystemName = "windows-10-x64";

    public Machine Machine { get; } = MachineAssembly.Build(SystemProfile.Find(SystemName)!, isShared: true);

    public NativePlayer Player => NativePlayer.Of(Machine);

    /// <summary>Why the machine stopped; null while it runs.</summary>
    public StopReason? Stopped => Machine.Stopped;

    /// <summary>The image that was loaded last.</summary>
    public CompiledImage Image => Player.Images[^1];

    /// <summary>Loads an image and calls its entry point; what that returned, or null when the machine stopped.</summary>
    public NTSTATUS? Load(PeImageBuilder image) => Load(Parse(image));

    public NTSTATUS? Load(CompiledDriver driver)
    {
        try
        {
            return Machine.Drivers.Load(driver);
        }
        catch (MachineStopped)
        {
            return null;
        }
    }

    /// <summary>The driver of an image.</summary>
    public static CompiledDriver Parse(PeImageBuilder image, string name = "test") => new(name, PeFile.Parse(image.Build()), NoSymbols.Instance);

    /// <summary>Starts over.</summary>
    public void Reset() => Machine.Reset(Machine.Profile);

    /// <summary>What an image has at an rva.</summary>
    public ulong Read(uint rva) => Machine.Memory.Read<ulong>(Image.Base + rva);

    public void Dispose() => Machine.Dispose();

    private sealed class NoSymbols : IImageSymbols
    {
        public static readonly NoSymbols Instance = new();

        public IReadOnlyList<RoutineSymbol> Routines => [];

        public SourceLocation? Find(uint rva) => null;
    }
}
