using System.Collections.Immutable;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Drafting;

/// <summary>The requests that are tried with an open device, each a few operations that belong together.</summary>
internal static class Attempts
{
    private const int PortBytes = 8, MemoryBytes = 0x1000;

    private static readonly int[] s_transfers = [1, 4, 16, 64, 256, 4096, 8192];
    private static readonly int[] s_buffers = [4, 8, 16, 24, 32, 64, 256, 4096];
    private static readonly bool[] s_ways = [false, true];
    private static readonly int[] s_structures = [8, 16, 24, 32, 64];
    private static readonly byte[] s_contents = [0x41, 0x00, 0x01];
    private static readonly byte[] s_resets = [0x00, 0xFF];

    /// <summary>
    /// What the device may consist of, the simplest first: an interrupt alone, ports, memory, both; whose bytes are 0 or,
    /// for a driver that waits for bits, 0xFF.
    /// </summary>
    public static IEnumerable<HardwareSettings?> Hardware { get; } =
    [
        null,
        .. s_resets.Select(value => new HardwareSettings { Ports = [Range(PortBytes, value)] }),
        .. s_resets.Select(value => new HardwareSettings { Memory = [Range(MemoryBytes, value)] }),
        .. s_resets.Select(value => new HardwareSettings { Ports = [Range(PortBytes, value)], Memory = [Range(MemoryBytes, value)] }),
    ];

    /// <summary>
    /// The uses of a device: interrupts, writes, controls, reads; then all but interrupts once more, since an operation may depend on one
    /// behind it.
    /// </summary>
    public static IEnumerable<ImmutableArray<Operation>> Requests(string handle, Clues clues)
    {
        var requests = Writes(handle, clues).Concat(Controls(handle, clues)).Concat(Reads(handle)).ToList();
        return [[new InterruptOperation()], .. requests, [new FlushOperation { Handle = handle }], .. requests];
    }

    /// <summary>The acts of the system on a device that was started.</summary>
    public static IEnumerable<ImmutableArray<Operation>> Lifecycle { get; } =
    [
        [new PowerOperation { State = PowerState.D3 }, new PowerOperation { State = PowerState.D0 }],
        [new QueryStopOperation(), new CancelStopOperation()],
        [new StopOperation(), new StartOperation()],
        [new QueryRemoveOperation(), new CancelRemoveOperation()],
    ];

    /// <summary>The same request sent without waiting for it, some time, and its cancellation; empty for what is no request.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="name">A name that no other operation has.</param>
    public static ImmutableArray<Operation> Cancelled(ImmutableArray<Operation> attempt, string name) => attempt is [RequestOperation request]
        ? [request with { Overlapped = true, Name = name }, new AdvanceOperation { By = TimeSpan.FromSeconds(1) }, new CancelOperation { Operation = name }]
        : [];

    private static HardwareRange Range(int length, byte value) => new() { Length = length, Contents = Filled(length, value) };

    private static IEnumerable<ImmutableArray<Operation>> Writes(string handle, Clues clues) =>
        s_contents.SelectMany(content => s_transfers.Select(length => (DataLiteral)Filled(length, content))).Concat(Structures(clues))
            .Select(data => One(new WriteOperation { Handle = handle, Data = data }));

    private static IEnumerable<ImmutableArray<Operation>> Reads(string handle) =>
        s_transfers.Select(length => One(new ReadOperation { Handle = handle, Length = length }));

    private static IEnumerable<ImmutableArray<Operation>> Controls(string handle, Clues clues) =>
        from code in clues.Codes
        from isInternal in s_ways
        from buffers in Buffers(clues)
        select One(Control(handle, code, isInternal, buffers.In, buffers.Out));

    private static IEnumerable<(DataLiteral? In, int Out)> Buffers(Clues clues) =>
    [
        (null, 0),
        .. from size in s_buffers from content in s_contents select ((DataLiteral?)Filled(size, content), 0),
        .. from size in s_buffers select ((DataLiteral?)null, size),
        .. from size in s_buffers from content in s_contents select ((DataLiteral?)Filled(size, content), size),
        .. from structure in Structures(clues) from output in new[] { 0, structure.Length } select ((DataLiteral?)structure, output),
    ];

    // A signature with zeros behind it.
    private static IEnumerable<DataLiteral> Structures(Clues clues) =>
        from signature in clues.Signatures
        from size in s_structures
        select new LiteralData { Bytes = [.. BitConverter.GetBytes(signature), .. new byte[size - sizeof(uint)]] };

    private static ControlOperation Control(string handle, uint code, bool isInternal, DataLiteral? input, int output) => isInternal
        ? new InternalIoctlOperation { Handle = handle, Code = code, Input = input, OutputLength = output }
        : new IoctlOperation { Handle = handle, Code = code, Input = input, OutputLength = output };

    private static FillData Filled(int count, byte value) => new() { Count = count, Value = value };

    private static ImmutableArray<Operation> One(Operation operation) => [operation];
}
