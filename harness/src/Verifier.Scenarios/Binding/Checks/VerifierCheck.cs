using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>Warns of options that Microsoft's documentation advises against combining, and of those that lack what they need.</summary>
internal static class VerifierCheck
{
    // harness/docs/facts/driver-verifier.md#options, column "Since, needs".
    private static readonly (VerifierOptions Option, string Word, VerifierOptions Needs, string NeedsWord)[] Needs =
    [
        (VerifierOptions.IrpLogging, "irp-logging", VerifierOptions.IoVerification, "io-verification"),
        (VerifierOptions.InvariantMdlStack, "invariant-mdl-checking-for-stack", VerifierOptions.IoVerification, "io-verification"),
        (VerifierOptions.InvariantMdlDriver, "invariant-mdl-checking-for-driver", VerifierOptions.IoVerification, "io-verification"),
        (VerifierOptions.FileSystemFilter, "file-system-filter-verification", VerifierOptions.IoVerification, "io-verification"),
        (VerifierOptions.DriverIsolation, "driver-isolation-checks", VerifierOptions.DifMode, "dif-mode"),
    ];

    /// <summary>Checks the options.</summary>
    /// <param name="settings">The settings, completed.</param>
    /// <param name="context">The context of the script, which takes diagnostics.</param>
    public static void Run(VerifierSettings settings, BindingContext context)
    {
        const VerifierOptions Both = VerifierOptions.LowResources | VerifierOptions.SystematicLowResources;
        if ((settings.Options & Both) == Both)
        {
            // Not to be combined: harness/docs/facts/driver-verifier.md#systematic-low-resources-simulation.
            context.Report(DiagnosticCodes.VerifierMix, settings.Source,
                "low-resources and systematic-low-resources should not be combined:"
                + " a call failed at random keeps its stack from being tried systematically");
        }

        foreach ((VerifierOptions option, string word, VerifierOptions needs, string needsWord) in Needs)
        {
            if (settings.Options.HasFlag(option) && !settings.Options.HasFlag(needs))
            {
                context.Report(DiagnosticCodes.VerifierNeeds, settings.Source, $"{word} does nothing without {needsWord}");
            }
        }
    }
}
