using System.Collections.Immutable;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Drafting;

/// <summary>The requests that are tried with an open device, each a few operations that belong together.</summary>
internal static class Attempts
{
    private static readonly int[] s_transfers = [1, 4, 16, 64, 256, 4096, 8192];
    private static readonly int[] s_buffers = [4, 8, 16, 24, 32, 64, 256, 4096];
    private static readonly bool[] s_ways = [false, true];
    private static readonly byte[] s_contents = [0x41, 0x00, 0x01];

    /// <summary>What a device is for: interrupts, writes, controls, reads; then all but interrupts once more, for what they depend on may have come behind them.</summary>
    public static IEnumerable<ImmutableArray<Operation>> Requests(string handle, IReadOnlyCollection<uint> codes)
    {
        var requests = Writes(handle).Concat(Controls(handle, codes)).Concat(Reads(handle)).ToList();
        return [[new InterruptOperation()], .. requests, [new FlushOperation { Handle = handle }], .. requests];
    }

    /// <summary>What the system does to a device that was started.</summary>
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

    private static IEnumerable<ImmutableArray<Operation>> Writes(string handle) =>
        from content in s_contents
        from length in s_transfers
        select One(new WriteOperation { Handle = handle, Data = Filled(length, content) });

    private static IEnumerable<ImmutableArray<Operation>> Reads(string handle) =>
        s_transfers.Select(length => One(new ReadOperation { Handle = handle, Length = length }));

    private static IEnumerable<ImmutableArray<Operation>> Controls(string handle, IReadOnlyCollection<uint> codes) =>
        from code in codes
        from isInternal in s_ways
        from sizes in Sizes()
        from content in sizes.In > 0 ? s_contents : [0]
        select One(Control(handle, code, isInternal, sizes.In > 0 ? Filled(sizes.In, content) : null, sizes.Out));

    private static IEnumerable<(int In, int Out)> Sizes() =>
        [(0, 0), .. s_buffers.Select(size => (size, 0)), .. s_buffers.Select(size => (0, size)), .. s_buffers.Select(size => (size, size))];

    private static ControlOperation Control(string handle, uint code, bool isInternal, DataLiteral? input, int output) => isInternal
        ? new InternalIoctlOperation { Handle = handle, Code = code, Input = input, OutputLength = output }
        : new IoctlOperation { Handle = handle, Code = code, Input = input, OutputLength = output };

    private static FillData Filled(int count, byte value) => new() { Count = count, Value = value };

    private static ImmutableArray<Operation> One(Operation operation) => [operation];
}
