using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Scenarios.Binding;

public sealed class VerifierTests
{
    [TestCase("standard", 0x209BBUL)]
    [TestCase("[standard]", 0x209BBUL)]
    [TestCase("{ flags: 0x209BB }", 0x209BBUL)]
    [TestCase("{ options: [special-pool], flags: 8 }", 0x9UL)]
    [TestCase("force-pending-io", 0x210UL)]
    [TestCase("[]", 0UL)]
    [TestCase("{ systematic-low-resources: true }", 0x40000UL)]
    [TestCase("[wdf-verification]", 1UL << 33)]
    public void Bind_options_are_driver_verifiers_mask(string text, ulong mask) =>
        Assert.That((ulong)Script.Good($"verifier: {text}").Verifier.Options, Is.EqualTo(mask));

    [TestCase("[low-resources]")]
    [TestCase("low-resources")]
    [TestCase("{ low-resources: true }")]
    [TestCase("{ flags: 4 }")]
    [TestCase("[ { low-resources: {} } ]")]
    public void Bind_low_resources_defaults_are_driver_verifiers(string text)
    {
        VerifierSettings settings = Script.Good($"workload: [ load, {{ advance: 8min }} ]\nverifier: {text}").Verifier;

        Assert.That(settings.Options, Is.EqualTo(VerifierOptions.LowResources));
        Assert.That((settings.LowResources!.Probability, settings.LowResources.Delay), Is.EqualTo((600, TimeSpan.FromMinutes(8))));
    }

    [Test]
    public void Bind_low_resources_takes_a_teams_settings()
    {
        // verifier /faults 1000 "Tag1 Fred" Notepad.exe 5 (harness/docs/facts/driver-verifier.md#low-resources-simulation-command-line)
        VerifierSettings settings = Script.Good(
            "workload: [ load, { advance: 5min } ]\n"
            + "verifier: [ standard, { low-resources:"
            + " { probability: 1000/10000, tags: [Tag1, Fred], applications: [Notepad.exe], delay: 5min } } ]").Verifier;

        Assert.That((ulong)settings.Options, Is.EqualTo(0x209BF));
        Assert.That(settings.LowResources!.Probability, Is.EqualTo(1000));
        Assert.That(settings.LowResources.Tags, Is.EqualTo(new[] { new Glob("Tag1"), new Glob("Fred") }));
        Assert.That(settings.LowResources.Applications, Is.EqualTo(new[] { new Glob("Notepad.exe") }));
    }

    [TestCase("ndis-low-resources")]
    [TestCase("[standard, ndis-low-resources]")]
    [TestCase("{ ndis-low-resources: true }")]
    public void Bind_ndis_flag_is_of_its_own(string text)
    {
        VerifierSettings settings = Script.Good($"verifier: {text}").Verifier;

        Assert.That((settings.NdisLowResources, settings.Options & VerifierOptions.LowResources), Is.EqualTo((true, VerifierOptions.None)));
    }

    [Test]
    public void Bind_both_simulations_are_accepted_with_a_warning() =>
        Assert.That(Script.Bad("verifier: { low-resources: { delay: 0s }, systematic-low-resources: true }",
            DiagnosticCodes.VerifierMix).Severity,
            Is.EqualTo(DiagnosticSeverity.Warning));

    [Test]
    public void Bind_option_without_the_one_it_needs_is_a_warning() =>
        Assert.That(Script.Bad("verifier: irp-logging", DiagnosticCodes.VerifierNeeds).Message,
            Is.EqualTo("irp-logging does nothing without io-verification"));

    [Test]
    public void Bind_eight_minutes_that_never_pass_are_a_warning() =>
        Assert.That(Script.Bad("verifier: low-resources", DiagnosticCodes.DelayNotReached).Message,
            Does.Contain("after 00:08:00 of virtual time"));

    [TestCase("special-pol", "VS1207")]
    [TestCase("[3]", "VS1207")]
    [TestCase("{ flags: 0x1000 }", "VS1202")]
    [TestCase("{ low-resources: { probability: 1/3, delay: 0s } }", "VS1205")]
    [TestCase("{ low-resources: { probability: 600, delay: 0s } }", "VS1205")]
    [TestCase("{ low-resources: often }", "VS1212")]
    [TestCase("{ special-pool: true }", "VS1101")]
    public void Bind_wrong_settings_give_the_diagnostic(string text, string code)
    {
        var document = Script.ReadPart($"verifier: {text}");

        Assert.That(document.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { code }), () => Script.Text(document));
    }
}
