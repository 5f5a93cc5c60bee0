using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Scenarios.Binding;

public sealed class RegistryTests
{
    [TestCase(@"service", RegistryRoot.Service, "")]
    [TestCase(@"service\Parameters\Disk 0", RegistryRoot.Service, @"Parameters\Disk 0")]
    [TestCase(@"device", RegistryRoot.Device, "")]
    [TestCase(@"driver\A", RegistryRoot.Driver, "A")]
    [TestCase(@"class", RegistryRoot.Class, "")]
    [TestCase(@"\Registry\Machine\Software", RegistryRoot.Machine, "Software")]
    [TestCase(@"\REGISTRY\MACHINE\Software", RegistryRoot.Machine, "Software")]
    [TestCase(@"HKLM\System\CurrentControlSet", RegistryRoot.Machine, @"System\CurrentControlSet")]
    public void Bind_key_is_a_root_and_a_path(string text, RegistryRoot root, string path)
    {
        var key = Script.Good($"registry: {{ '{text}': {{}} }}").Registry.Single();
        Assert.That((key.Root, key.Path), Is.EqualTo((root, path)));
    }

    [TestCase(@"services\Parameters", "is not the path of a registry key: begin with service, device")]
    [TestCase(@"HKCU\Software", "is not the path of a registry key")]
    [TestCase(@"\Registry\User\.Default", "is not the path of a registry key")]
    [TestCase(@"HKLM", "is not the path of a registry key")]
    [TestCase(@"service\", "has an empty name")]
    [TestCase(@"service\\Parameters", "has an empty name")]
    [TestCase(@"service\a/b", "has an empty name, a '/'")]
    public void Bind_path_that_is_none_says_so(string text, string problem) =>
        Assert.That(Script.Bad($"registry: {{ '{text}': {{}} }}", DiagnosticCodes.BadRegistryKey).Message, Does.Contain(problem));

    [Test]
    public void Bind_mistyped_root_suggests_the_right_one() =>
        Assert.That(Script.Bad("registry: { servise: {} }", DiagnosticCodes.BadRegistryKey).ToString(), Does.Contain("did you mean 'service'"));

    [TestCase("disk", "is neither a number nor a kind of value")]
    [TestCase("sz:disk", "is neither a number nor a kind of value")]
    [TestCase("-1", "is neither a number nor a kind of value")]
    [TestCase("[a, \"\"]", "is empty, which ends a REG_MULTI_SZ")]
    public void Bind_value_that_is_none_says_so(string text, string problem) =>
        Assert.That(Script.Bad($"registry: {{ service: {{ V: {text} }} }}", DiagnosticCodes.BadRegistryValue).Message, Does.Contain(problem));

    [Test]
    public void Bind_number_that_is_too_long_says_how_to_write_it() => Assert.That(
        Script.Bad("registry: { service: { V: 0x100000000 } }", DiagnosticCodes.OutOfRange).Message, Does.Contain("write qword:0x100000000"));

    [TestCase("registry: { service: { V: \"hex:0\" } }", "VS1206")]
    [TestCase("registry: { service: { V: \"file:../x\" } }", "VS1213")]
    [TestCase("registry: { service: { V: 12x } }", "VS1201")]
    [TestCase("registry: { service: { V: } }", "VS1107")]
    [TestCase("registry: { service: [] }", "VS1103")]
    [TestCase("registry: {}", "VS1106")]
    [TestCase("registry: { service: { V: { type: REG_LINK, data: \"hex:\" } } }", "VS1207")]
    [TestCase("registry: { service: { V: { type: REG_SZ } } }", "VS1102")]
    [TestCase("registry: { service: { V: 1, v: 2 } }", "VS1017")]
    [TestCase(@"registry: { HKLM\Software: {}, \Registry\Machine\SOFTWARE: {} }", "VS1017")]
    public void Bind_wrong_shape_has_its_code(string part, string code)
    {
        var document = Script.ReadPart(part);
        Assert.That(document.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { code }), () => Script.Text(document));
    }

    [Test]
    public void Bind_all_problems_of_a_registry_are_reported_at_once()
    {
        var document = Script.ReadPart("registry: { user: { A: x }, service: { B: y, C: 1 } }");
        Assert.That(document.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { "VS1230", "VS1231", "VS1231" }));
    }
}
