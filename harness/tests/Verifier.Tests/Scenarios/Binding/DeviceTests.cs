using Verifier.Scenarios.Diagnostics;

namespace Verifier.Tests.Scenarios.Binding;

public sealed class DeviceTests
{
    [TestCase(@"id: PCI\VEN_8086&DEV_100E", @"PCI\VEN_8086&DEV_100E")]
    [TestCase(@"hardware-ids: [USB\VID_1&PID_2&REV_3, USB\VID_1&PID_2]", @"USB\VID_1&PID_2&REV_3")]
    [TestCase(@"hardware-ids: [""*PNP0501"", ACPI\PNP0501]", @"ACPI\PNP0501")]
    [TestCase(@"hardware-ids: ""*PNP0501""", null)]
    [TestCase(@"bus: isa", null)]
    public void Bind_identifier_is_the_scripts_or_the_first_hardware_identifier_with_an_enumerator(string keys, string? id) =>
        Assert.That(Script.Good($"device: {{ {keys} }}").Device!.Id, Is.EqualTo(id));

    [TestCase("id: VEN_8086")]
    [TestCase(@"id: PCI\VEN\DEV")]
    [TestCase(@"id: ""PCI\\VEN 8086""")]
    [TestCase(@"id: ""PCI\\a,b""")]
    [TestCase(@"id: ""PCI\\ü""")]
    [TestCase(@"id: PCI\")]
    [TestCase(@"instance: a\b")]
    [TestCase(@"hardware-ids: [""a b""]")]
    public void Bind_identifier_that_windows_refuses_is_refused(string keys) => Assert.That(
        Script.Bad($"device: {{ {keys} }}", DiagnosticCodes.BadDeviceId).Message, Does.Contain("in ASCII").Or.Contain("ASCII without"));

    [TestCase("class: Net", "'class-guid' is missing; 'class' needs it, such as 'class-guid: 4d36e972")]
    [TestCase("class-guid: 4d36e972-e325-11ce-bfc1-08002be10318", "'class' is missing; 'class-guid' needs it, such as 'class: Net'")]
    public void Bind_class_needs_both_names(string keys, string message) =>
        Assert.That(Script.Bad($"device: {{ {keys} }}", DiagnosticCodes.MissingKey).Message, Does.Contain(message));
}
