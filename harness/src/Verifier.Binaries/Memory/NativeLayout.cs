using Verifier.Kernel;

namespace Verifier.Binaries.Memory;

/// <summary>
/// The layout of the part of the region that is kept for compiled code (<see cref="RegionLayout.Native"/>). Every address is the same on
/// each machine and in each process.
/// </summary>
internal static class NativeLayout
{
    private const long Stub = 0, StubBytes = 256 * 1024;
    private const long Processor = 512 * 1024, ProcessorBytes = 3 * 4096;
    private const long Shared = Processor + ProcessorBytes;
    private const long Missing = 1024 * 1024, MissingBytes = 1024 * 1024;

    /// <summary>Code that switches between C# and compiled code.</summary>
    public static RegionRange Stubs { get; } = Part(Stub, StubBytes);

    /// <summary>The processor control region, at gs:0 as on Windows.</summary>
    public static RegionRange ProcessorControl { get; } = Part(Processor, ProcessorBytes);

    /// <summary>The mirror of KUSER_SHARED_DATA.</summary>
    public static RegionRange SharedData { get; } = Part(Shared, 4096);

    /// <summary>A page without access for each import that is not modelled: a call or a touch names it.</summary>
    public static RegionRange MissingImports { get; } = Part(Missing, MissingBytes);

    private static RegionRange Part(long offset, long bytes) => new(RegionLayout.Native.Offset + offset, bytes);
}
