using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>verifier:</c>: one option, a list of options, or keys.</summary>
internal static class VerifierTable
{
    private static readonly IKind<VerifierSettings> Word = new SelectKind<VerifierOptions, VerifierSettings>(
        VerifierWords.Option, (option, span, _) => new VerifierSettings { Source = span, Options = option });

    private static readonly IKind<VerifierSettings> NdisWord = new SelectKind<bool, VerifierSettings>(
        new WordKind<bool>("NDIS's low resources flag",
            new Word<bool>(VerifierWords.NdisLowResources, true, "NDIS's flag INJECT_ALLOCATION_FAILURE.")),
        (_, span, _) => new VerifierSettings { Source = span, NdisLowResources = true });

    private static readonly Key<LowResourcesSettings?> LowResources = new("low-resources",
        new ShapeKind<LowResourcesSettings?>("low resources settings, true or false")
        {
            Scalar = new SelectKind<bool, LowResourcesSettings?>(Texts.Switch,
                (isOn, span, _) => isOn ? new LowResourcesSettings { Source = span } : null),
            Map = new SelectKind<LowResourcesSettings, LowResourcesSettings?>(LowResourcesTable.Table, (settings, _, _) => settings),
        },
        "Randomized low resources simulation (0x4).", "{ probability: 600/10000, tags: [Arry], delay: 8min }", "true");

    private static readonly Key<bool> Systematic = new("systematic-low-resources", Texts.Switch,
        "Systematic low resources simulation (0x40000): fails the first call of each driver stack.", "true");

    private static readonly Key<bool> Ndis = new(VerifierWords.NdisLowResources, Texts.Switch,
        "NDIS's own flag INJECT_ALLOCATION_FAILURE.", "true");

    private static readonly ObjectKind<VerifierSettings> ListItem = new()
    {
        Name = "verifier-item",
        Phrase = "a Driver Verifier option with settings",
        Keys = [LowResources, Systematic, Ndis],
        AtLeastOneOf = [LowResources, Systematic, Ndis],
        Build = Settings,
    };

    private static readonly IKind<VerifierSettings> Item = new ShapeKind<VerifierSettings>("a Driver Verifier option")
    {
        Scalar = new FirstWordKind<VerifierSettings>(Word, NdisWord, VerifierWords.NdisLowResources),
        Map = ListItem,
    };

    private static readonly IKind<VerifierSettings> List = new SelectKind<ImmutableArray<VerifierSettings>, VerifierSettings>(
        new ListKind<VerifierSettings>(Item, "Driver Verifier options") { AllowsEmpty = true },
        (items, span, _) => items.Aggregate(new VerifierSettings { Source = span }, Merge));

    private static readonly Key<VerifierSettings> Options = new("options", List,
        "Options by name; `standard` stands for the standard mask.", "[standard, irp-logging]", "[special-pool, pool-tracking]");

    private static readonly Key<uint> Flags = new("flags", Numbers.Bits32("Driver Verifier's flag mask such as 0x209BB"),
        "Options as Driver Verifier's flag mask, as in `verifier /flags 0x209BB`.", "0x209BB");

    private static readonly ObjectKind<VerifierSettings> Table = new()
    {
        Name = "verifier",
        Phrase = "Driver Verifier settings",
        Keys = [Options, Flags, LowResources, Systematic, Ndis],
        Build = fields => Merge(Merge(Settings(fields), fields.Get(Options, VerifierSettings.None)), FromFlags(fields)),
    };

    /// <summary>All three forms, completed and checked.</summary>
    public static IKind<VerifierSettings> Kind { get; } = new SelectKind<VerifierSettings, VerifierSettings>(
        new ShapeKind<VerifierSettings>("a Driver Verifier option such as standard, a list of options, or Driver Verifier settings")
        {
            Scalar = Item,
            List = List,
            Map = Table,
        },
        Complete);

    private static VerifierSettings Settings(Fields fields)
    {
        LowResourcesSettings? lowResources = fields.Get(LowResources, null);
        VerifierOptions options = fields.Get(Systematic, false) ? VerifierOptions.SystematicLowResources : VerifierOptions.None;
        return new VerifierSettings
        {
            Source = fields.Span,
            Options = options | (lowResources is null ? VerifierOptions.None : VerifierOptions.LowResources),
            LowResources = lowResources,
            NdisLowResources = fields.Get(Ndis, false),
        };
    }

    private static VerifierSettings FromFlags(Fields fields)
    {
        uint flags = fields.Get(Flags, 0u);
        uint unknown = flags & ~VerifierWords.KnownFlags;
        if (unknown != 0)
        {
            fields.Context.Report(DiagnosticCodes.OutOfRange, fields.SpanOf(Flags),
                FormattableString.Invariant($"the bits 0x{unknown:X} of this mask are no Driver Verifier option"));
        }

        return new VerifierSettings { Options = (VerifierOptions)(flags & VerifierWords.KnownFlags) };
    }

    private static VerifierSettings Merge(VerifierSettings left, VerifierSettings right) => left with
    {
        Options = left.Options | right.Options,
        LowResources = left.LowResources ?? right.LowResources,
        NdisLowResources = left.NdisLowResources || right.NdisLowResources,
    };

    private static VerifierSettings Complete(VerifierSettings settings, SourceSpan span, BindingContext context)
    {
        VerifierSettings complete = settings with { Source = span };
        if (complete.Options.HasFlag(VerifierOptions.LowResources) && complete.LowResources is null)
        {
            complete = complete with { LowResources = new LowResourcesSettings { Source = span } };
        }

        // Windows switches I/O verification on by itself for this one option only (harness/docs/facts/driver-verifier.md#options).
        if (complete.Options.HasFlag(VerifierOptions.ForcePendingIo))
        {
            complete = complete with { Options = complete.Options | VerifierOptions.IoVerification };
        }

        Checks.VerifierCheck.Run(complete, context);
        return complete;
    }
}
