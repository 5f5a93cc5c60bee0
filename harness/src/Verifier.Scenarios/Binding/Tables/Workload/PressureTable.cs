using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>pressure</c>: other consumers of memory. One of spike, fragment, trim, hold, release.</summary>
internal static class PressureTable
{
    private const long MaximumBytes = 512L * 1024 * 1024;

    private static readonly Key<long> Bytes = new("bytes", Quantities.Size("a number of bytes such as 4MiB", 1, MaximumBytes),
        "Bytes to take, or as many as there are.", "4MiB")
    { IsRequired = true };

    private static readonly Key<TimeSpan> Every = new("every", Quantities.Duration(allowsZero: false),
        "Virtual time from the start of one spike to the start of the next. Default: one spike only.", "50ms");

    private static readonly Key<TimeSpan> For = new("for", Quantities.Duration(allowsZero: false),
        "Virtual time for which the bytes are kept.", "10ms")
    { IsRequired = true };

    private static readonly Key<long> Block = new("block", Quantities.Size("a block size in bytes (16 to 1MiB)", 16, 1 << 20),
        "Size of one block. Default: 4KiB.", "4KiB");

    private static readonly Key<string> As = new("as", Texts.Declaration, "Name by which release gives it back.",
        "hog")
    { IsRequired = true };

    private static readonly Key<PressureOperation> Spike = new("spike", new ObjectKind<PressureOperation>
    {
        Name = "pressure-spike",
        Phrase = "'spike'",
        Keys = [Bytes, Every, For, OperationKeys.Pool],
        Build = BuildSpike,
    }, "Again and again another driver takes pool, keeps it for a while and gives it back.", "{ bytes: 4MiB, every: 50ms, for: 10ms }");

    private static readonly Key<PressureOperation> Fragment = new("fragment", new ObjectKind<PressureOperation>
    {
        Name = "pressure-fragment",
        Phrase = "'fragment'",
        Keys = [Bytes, Block, OperationKeys.Pool],
        Build = fields => new PressureFragmentOperation
        {
            Source = fields.Span,
            Pool = fields.Get(OperationKeys.Pool, PoolKind.Nonpaged),
            Bytes = fields.Get(Bytes),
            Block = (int)fields.Get(Block, 4096),
        },
    }, "Takes pool in blocks of one size and gives every second one back.", "{ bytes: 4MiB, block: 4KiB }");

    private static readonly Key<PressureOperation> Trim = new("trim",
        new SelectKind<bool, PressureOperation>(Texts.Switch, TrimOf),
        "All pageable memory is paged out; `pressure: trim` is the short form.", "true");

    private static readonly Key<PressureOperation> Hold = new("hold", new ObjectKind<PressureOperation>
    {
        Name = "pressure-hold",
        Phrase = "'hold'",
        Keys = [Bytes, As, OperationKeys.Pool],
        Build = fields => new PressureHoldOperation
        {
            Source = fields.Span,
            Pool = fields.Get(OperationKeys.Pool, PoolKind.Nonpaged),
            Bytes = fields.Get(Bytes),
            Handle = fields.Get(As),
        },
    }, "Takes pool and keeps it until release.", "{ bytes: 8MiB, as: hog }");

    private static readonly Key<PressureOperation> Release = new("release",
        new SelectKind<string, PressureOperation>(
            Texts.Name, (name, span, _) => new PressureReleaseOperation { Source = span, Handle = name }),
        "Gives back what hold took.", "hog");

    private static readonly Key<PressureOperation>[] Kinds = [Spike, Fragment, Trim, Hold, Release];

    private static readonly WordKind<Operation> BareTrim = new("'trim', or the keys of 'pressure'",
        new Word<Operation>("trim", new PressureTrimOperation(), "All pageable memory is paged out."));

    private static readonly ObjectKind<Operation> Table = new()
    {
        Name = "pressure",
        Phrase = "'pressure'",
        Keys = [.. Kinds, OperationKeys.Name],
        AtLeastOneOf = Kinds,
        BuildsIncomplete = true,
        Build = BuildPressure,
    };

    /// <summary>The entries.</summary>
    public static IReadOnlyList<OperationEntry> Entries { get; } =
    [
        new("pressure", "Other consumers of memory: spike, fragment, trim, hold, release.",
            new ShapeKind<Operation>("'trim', or the keys of 'pressure'")
            {
                Scalar = new SelectKind<Operation, Operation>(BareTrim, (trim, span, _) => trim with { Source = span }),
                Map = Table,
            },
            "pressure: { spike: { bytes: 4MiB, every: 50ms, for: 10ms } }", "pressure: trim"),
    ];

    private static PressureTrimOperation TrimOf(bool isOn, SourceSpan span, BindingContext context)
    {
        if (!isOn)
        {
            context.Report(DiagnosticCodes.IdleWord, span, "'trim: false' does nothing; leave the operation out");
        }

        return new PressureTrimOperation { Source = span };
    }

    private static PressureSpikeOperation BuildSpike(Fields fields)
    {
        TimeSpan? every = fields.Value(Every);
        if (every <= fields.Get(For))
        {
            fields.Context.Report(DiagnosticCodes.OutOfRange, fields.SpanOf(Every),
                "'every' must be longer than 'for': the next spike starts before this one ends");
        }

        return new PressureSpikeOperation
        {
            Source = fields.Span,
            Pool = fields.Get(OperationKeys.Pool, PoolKind.Nonpaged),
            Bytes = fields.Get(Bytes),
            Every = every,
            For = fields.Get(For),
        };
    }

    private static PressureOperation BuildPressure(Fields fields)
    {
        Key<PressureOperation>[] chosen = [.. Kinds.Where(fields.Has)];
        foreach (Key<PressureOperation> extra in chosen.Skip(1))
        {
            fields.Context.Report(DiagnosticCodes.SeveralOperations, fields.SpanOf(extra),
                $"'pressure' does one thing; make '{extra.Name}' an item of its own");
        }

        PressureOperation pressure = chosen.Length == 0 ? new PressureTrimOperation() : fields.Get(chosen[0], new PressureTrimOperation());
        return pressure with { Source = fields.Span, Name = fields.Reference(OperationKeys.Name) };
    }
}
