using System.Collections.Immutable;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Shrinking;

/// <summary>The same operation with less: shorter data and lengths, fewer rounds, less time. Smallest first.</summary>
internal static class SmallerOperation
{
    private const int Near = 16;

    /// <summary>Smaller blocks.</summary>
    public static IEnumerable<IEnumerable<Operation>> OfBlock(Operation operation) => operation switch
    {
        RepeatOperation repeat => [repeat.Body, .. Less(repeat.Times, 1).Select(times => One(repeat with { Times = times }))],
        BurstOperation burst => [burst.Body, .. Less(burst.Count, 1).Select(count => One(burst with { Count = count }))],
        ParallelOperation parallel => [.. parallel.Threads.Distinct().Select(t => t.AsEnumerable()), .. FewerThreads(parallel)],
        _ => [],
    };

    /// <summary>Smaller data.</summary>
    public static IEnumerable<Operation> OfData(Operation operation) => operation switch
    {
        WriteOperation write => [.. Less(write.Data).Select(data => write with { Data = data, AtLeast = Clip(write.AtLeast, data.Length) }), .. Overlapped(write), .. Offset(write)],
        ReadOperation read => [.. Less(read.Length, 0).Select(length => read with { Length = length, AtLeast = Clip(read.AtLeast, length), Varies = Clip(read.Varies, length) }), .. Overlapped(read), .. Offset(read)],
        ControlOperation control => [.. Inputs(control.Input).Select(input => control with { Input = input }),
            .. Less(control.OutputLength, 0).Select(length => control with { OutputLength = length, Varies = Clip(control.Varies, length) }), .. Overlapped(control)],
        WmiOperation wmi => [.. Inputs(wmi.Input).Select(input => wmi with { Input = input, Varies = Clip(wmi.Varies, Math.Max(wmi.OutputLength, input?.Length ?? 0)) }),
            .. Less(wmi.OutputLength, 0).Select(length => wmi with { OutputLength = length, Varies = Clip(wmi.Varies, Math.Max(length, wmi.Input?.Length ?? 0)) })],
        QueryInformationOperation query => [.. Less(query.OutputLength, 0).Select(length => query with { OutputLength = length, Varies = Clip(query.Varies, length) })],
        SetInformationOperation set => [.. Less(set.Data).Select(data => set with { Data = data })],
        AdvanceOperation advance when advance.By.Ticks > TimeSpan.TicksPerMillisecond =>
            [advance with { By = TimeSpan.FromMilliseconds(1) }, advance with { By = advance.By / 2 }],
        FlushOperation flush => Overlapped(flush),
        _ => [],
    };

    private static IEnumerable<Operation> One(Operation operation) => [operation];

    private static IEnumerable<IEnumerable<Operation>> FewerThreads(ParallelOperation parallel) => parallel.Threads.Length <= 2
        ? []
        : Enumerable.Range(0, parallel.Threads.Length).Select(i => One(parallel with { Threads = parallel.Threads.RemoveAt(i) }));

    // What no longer has a byte to be about goes with it.
    private static int? Clip(int? least, int length) => least is { } value ? Math.Min(value, length) : null;

    private static ImmutableArray<ByteRange> Clip(ImmutableArray<ByteRange> ranges, int length) =>
        [.. ranges.Where(r => r.First < length).Select(r => r with { Last = Math.Min(r.Last, length - 1) })];

    private static IEnumerable<Operation> Overlapped(RequestOperation request) => request.Overlapped ? [request with { Overlapped = false }] : [];

    private static IEnumerable<Operation> Offset(WriteOperation write) => write.Offset == 0 ? [] : [write with { Offset = 0 }];

    private static IEnumerable<Operation> Offset(ReadOperation read) => read.Offset == 0 ? [] : [read with { Offset = 0 }];

    private static IEnumerable<DataLiteral?> Inputs(DataLiteral? input) => input is null ? [] : Less(input).Prepend(null);

    // What is drawn or listed becomes one byte again and again where that is enough.
    private static IEnumerable<DataLiteral> Less(DataLiteral data) => data switch
    {
        FillData fill => Less(fill.Count, 0).Select(count => fill with { Count = count }),
        RandomData random => Less(random.Count, 0).Select(count => (DataLiteral)(random with { Count = count }))
            .Prepend(new FillData { Count = random.Count, Value = 0 }),
        LiteralData literal => Less(literal.Length, 0).Select(count => literal with { Bytes = literal.Bytes[..count] }),
        _ => [],
    };

    // Halves, so that few runs are needed; one by one only near the end.
    private static IEnumerable<int> Less(int number, int least) =>
        ImmutableSortedSet.Create(least, least + 1, number / 2, number - (number / 4), number <= Near ? number - 1 : least)
            .Where(n => n >= least && n < number);
}
