using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary>
/// <c>low-resources:</c> under <c>verifier:</c>, with Driver Verifier's names, units and defaults
/// (harness/docs/facts/driver-verifier.md#low-resources-simulation-settings).
/// </summary>
internal static class LowResourcesTable
{
    private static readonly Key<Rate> Probability = new("probability", Rates.Probability,
        "Chance that an eligible call fails, a whole number of 10,000ths. Default: 600/10000.", "600/10000", "6%");

    private static readonly Key<ImmutableArray<Glob>> Tags = new("tags", Texts.Tags,
        "Pool tags that are eligible; * and ? are wildcards. Default: all.", "[Arry, \"mem*\"]");

    private static readonly Key<ImmutableArray<Glob>> Applications = new("applications",
        new ListKind<Glob>(new SelectKind<string, Glob>(Texts.ImageName, (name, _, _) => new Glob(name)),
            "image names")
        { AllowsSingle = true },
        "Image names of the current process for which calls are eligible. Default: all.", "[notepad.exe]");

    private static readonly Key<TimeSpan> Delay = new("delay", Quantities.Duration(allowsZero: true),
        "Virtual time since boot before which nothing fails. Default: 8min.", "8min", "0s");

    /// <summary>The object.</summary>
    public static ObjectKind<LowResourcesSettings> Table { get; } = new()
    {
        Name = "low-resources",
        Phrase = "low resources settings",
        Keys = [Probability, Tags, Applications, Delay],
        Build = fields => new LowResourcesSettings
        {
            Source = fields.Span,
            Probability = InTenThousandths(fields),
            Tags = fields.Get(Tags, []),
            Applications = fields.Get(Applications, []),
            Delay = fields.Get(Delay, new LowResourcesSettings().Delay),
        },
    };

    private static int InTenThousandths(Fields fields)
    {
        Rate rate = fields.Get(Probability, Rate.Of(LowResourcesSettings.DefaultProbability, 10_000));
        if (rate.PerTenThousand is { } chances)
        {
            return chances;
        }

        fields.Context.Report(DiagnosticCodes.BadRate, fields.SpanOf(Probability),
            $"Driver Verifier counts chances in 10,000; {rate} is not a whole number of them");
        return LowResourcesSettings.DefaultProbability;
    }
}
