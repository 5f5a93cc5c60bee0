using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Scenarios.Binding;

/// <summary><c>system-event</c>, what drivers are told of.</summary>
public sealed class SystemEventTests
{
    [Test]
    public void Event_has_what_the_script_says()
    {
        var one = (SystemEventOperation)Script.Workload("  - system-event: { event: process-create, process: a.exe, command-line: a.exe b, name: n }").Single();
        Assert.That((one.Event, one.Process, one.CommandLine, one.Name), Is.EqualTo((SystemEvent.ProcessCreate, "a.exe", "a.exe b", "n")));
    }

    [TestCase("event: process-made", "VS1207", "did you mean")]
    [TestCase("process: a.exe", "VS1102", "'event' is missing")]
    [TestCase("event: process-create", "VS1102", "'process-create' needs it, such as 'process: notepad.exe'")]
    [TestCase("event: image-load", "VS1102", "the key 'image' is missing")]
    [TestCase("event: image-load, image: kernel32.dll", "VS1211", "starts with")]
    [TestCase("event: interface-arrival", "VS1102", "the key 'class' is missing")]
    [TestCase("event: interface-arrival, class: usb", "VS1216", "is not a GUID")]
    [TestCase("event: process-exit, process: a.exe, command-line: b", "VS1309", "it belongs to process-create")]
    [TestCase("event: profile-query-change, process: a.exe", "VS1309", "it belongs to process-create and process-exit")]
    [TestCase("event: thread-create, link: '\\??\\X'", "VS1309", "it belongs to interface-arrival and interface-removal")]
    public void Event_that_is_wrong_is_explained(string keys, string code, string words)
    {
        var document = Script.ReadPart($"workload:\n  - load\n  - system-event: {{ {keys} }}");
        Assert.That(document.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { code }), () => Script.Text(document));
        Assert.That(Script.Text(document), Does.Contain(words));
    }

    [Test]
    public void Event_is_no_request_of_a_burst() => Script.Bad(
        "workload: [ load, { burst: { count: 2, do: [ { system-event: { event: thread-create } } ] } } ]", DiagnosticCodes.NotInBurst);
}
