using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary>
/// Operations that contain operations: repeat, burst, parallel. Built even if a value is wrong, so that what they contain is
/// checked too.
/// </summary>
internal static class BlockTable
{
    /// <summary>Most rounds of a <c>repeat</c>.</summary>
    public const int MaximumTimes = 1_000_000;

    /// <summary>Most requests a <c>burst</c> has in flight for each line of its body.</summary>
    public const int MaximumCount = 10_000;

    /// <summary>Most simulated threads of a <c>parallel</c>.</summary>
    public const int MaximumThreads = 64;

    private static readonly Key<int> Times = new("times", Numbers.Int("a number of rounds", 1, MaximumTimes),
        "How often, one after the other.", "50")
    { IsRequired = true };

    private static readonly Key<int> Count = new("count", Numbers.Int("a number of requests", 1, MaximumCount),
        "How often; all are sent before any may complete.", "64")
    { IsRequired = true };

    private static readonly IKind<ImmutableArray<ImmutableArray<Operation>>> ThreadLists = new ListKind<ImmutableArray<Operation>>(
        new DeferredKind<ImmutableArray<Operation>>(() => WorkloadTable.Operations), "threads, each a list of operations")
    { Minimum = 2, Maximum = MaximumThreads };

    private static readonly Key<ImmutableArray<ImmutableArray<Operation>>> Threads = new("threads", ThreadLists,
        "What each thread does.", "[ [ { advance: 1ms } ], [ { advance: 2ms } ] ]");

    private static readonly Key<int> ThreadCount = new("count", Numbers.Int("a number of threads", 2, MaximumThreads),
        "Number of threads that all do what `do` says.", "4");

    private static readonly Key<ImmutableArray<Operation>> ThreadBody = new("do", OperationKeys.Do.ValueKind,
        "What every thread does.", "[ { advance: 1ms } ]");

    private static readonly ObjectKind<Operation> Repeat = new()
    {
        Name = "repeat",
        Phrase = "'repeat'",
        Keys = [Times, OperationKeys.Do, OperationKeys.Name],
        BuildsIncomplete = true,
        Build = fields => new RepeatOperation
        {
            Source = fields.Span,
            Name = fields.Reference(OperationKeys.Name),
            Times = fields.Get(Times, 1),
            Body = fields.Get(OperationKeys.Do, []),
        },
    };

    private static readonly ObjectKind<Operation> Burst = new()
    {
        Name = "burst",
        Phrase = "'burst'",
        Keys = [Count, OperationKeys.Do, OperationKeys.Name],
        BuildsIncomplete = true,
        Build = fields =>
        {
            foreach (Operation operation in fields.Get(OperationKeys.Do, []).Where(o => o is not RequestOperation))
            {
                fields.Context.Report(DiagnosticCodes.NotInBurst, operation.Source,
                    $"'{operation.Word}' cannot be part of a burst; read, write, ioctl, internal-ioctl and flush can");
            }

            return new BurstOperation
            {
                Source = fields.Span,
                Name = fields.Reference(OperationKeys.Name),
                Count = fields.Get(Count, 1),
                Body = fields.Get(OperationKeys.Do, []),
            };
        },
    };

    private static readonly ObjectKind<Operation> Parallel = new()
    {
        Name = "parallel",
        Phrase = "'parallel'",
        Keys = [Threads, ThreadCount, ThreadBody, OperationKeys.Name],
        AtLeastOneOf = [Threads, ThreadCount, ThreadBody],
        Build = BuildParallel,
    };

    /// <summary>The entries.</summary>
    public static IReadOnlyList<OperationEntry> Entries { get; } =
    [
        new("repeat", "The same operations several times, one round after the other.", Repeat,
            "repeat: { times: 50, do: [ { write: { on: h, data: \"fill:1500:AA\" } }, { advance: 10ms } ] }"),
        new("burst", "The same requests several times, all sent before any may complete.", Burst,
            "burst: { count: 64, do: [ { write: { on: h, data: \"fill:64:AA\" } } ] }"),
        new("parallel", "Several simulated threads; ends when all have. A handle opened in a thread belongs to that thread.",
            new ShapeKind<Operation>("a list of threads, or the keys of 'parallel'")
            {
                List = new SelectKind<ImmutableArray<ImmutableArray<Operation>>, Operation>(
                    ThreadLists, (threads, span, _) => new ParallelOperation { Source = span, Threads = threads }),
                Map = Parallel,
            },
            "parallel: [ [ { read: { on: h, length: 64 } } ], [ { flush: h } ] ]",
            "parallel: { count: 4, do: [ { write: { on: h, data: \"fill:64:AA\" } } ] }"),
    ];

    private static ParallelOperation BuildParallel(Fields fields)
    {
        bool hasCopies = fields.Has(ThreadCount) || fields.Has(ThreadBody);
        if (fields.Has(Threads) && hasCopies)
        {
            fields.Context.Report(DiagnosticCodes.IdleWord, fields.SpanOf(Threads),
                "'parallel' takes either 'threads', or 'count' with 'do'");
        }
        else if (hasCopies && !(fields.Has(ThreadCount) && fields.Has(ThreadBody)))
        {
            fields.Context.Report(DiagnosticCodes.MissingKey, fields.Span,
                "'count' and 'do' belong together, such as 'count: 4, do: [ … ]'");
        }

        ImmutableArray<Operation> body = fields.Get(ThreadBody, []);
        return new ParallelOperation
        {
            Source = fields.Span,
            Name = fields.Reference(OperationKeys.Name),
            Threads = hasCopies ? [.. Enumerable.Repeat(body, fields.Get(ThreadCount, 0))] : fields.Get(Threads, []),
        };
    }
}
