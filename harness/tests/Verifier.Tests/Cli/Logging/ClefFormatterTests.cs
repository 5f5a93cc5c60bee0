using Serilog.Events;
using Serilog.Parsing;
using Verifier.Cli.Logging;

namespace Verifier.Tests.Cli.Logging;

/// <summary>The golden lines are what a CLEF reader must get, byte for byte.</summary>
public sealed class ClefFormatterTests
{
    private const string Start = "{\"@t\":\"2026-02-03T02:05:06.7890000Z\"";

    [Test]
    public void Format_information_has_time_and_template_and_no_level() =>
        Assert.That(
            Line(LogEventLevel.Information, null, "run ended"),
            Is.EqualTo(Start + ""","@mt":"run ended"}""" + "\n"));

    [Test]
    public void Format_properties_keep_their_json_types() =>
        Assert.That(
            Line(
                LogEventLevel.Warning,
                null,
                "{Driver} leaked {Bytes} bytes",
                ("Driver", new ScalarValue("array\"cache")),
                ("Bytes", new ScalarValue(64)),
                ("Sites", new SequenceValue([new ScalarValue(true), new ScalarValue(null)]))),
            Is.EqualTo(
                Start + ""","@mt":"{Driver} leaked {Bytes} bytes","@l":"Warning","Driver":"array\"cache","Bytes":"""
                + """64,"Sites":[true,null]}""" + "\n"));

    [Test]
    public void Format_structure_carries_its_type() =>
        Assert.That(
            Line(
                LogEventLevel.Debug,
                null,
                "{@Site}",
                ("Site", new StructureValue([new LogEventProperty("Tag", new ScalarValue("mema"))], "FaultSite"))),
            Is.EqualTo(Start + ""","@mt":"{@Site}","@l":"Debug","Site":{"Tag":"mema","$type":"FaultSite"}}""" + "\n"));

    [Test]
    public void Format_holes_with_a_format_are_rendered_in_order() =>
        Assert.That(
            Line(
                LogEventLevel.Information,
                null,
                "{Status:X8} after {Count} of {Share:0.0}",
                ("Status", new ScalarValue(0xC000009Au)),
                ("Count", new ScalarValue(3)),
                ("Share", new ScalarValue(0.25))),
            Is.EqualTo(
                Start + ""","@mt":"{Status:X8} after {Count} of {Share:0.0}","@r":["C000009A","0.3"],"Status":"""
                + """3221225626,"Count":3,"Share":0.25}""" + "\n"));

    [Test]
    public void Format_name_starting_with_at_is_doubled() =>
        Assert.That(
            Line(LogEventLevel.Information, null, "x", ("@t", new ScalarValue("not the time"))),
            Is.EqualTo(Start + ""","@mt":"x","@@t":"not the time"}""" + "\n"));

    [Test]
    public void Format_exception_of_several_lines_stays_on_one_line() =>
        Assert.That(
            Line(LogEventLevel.Fatal, new InvalidOperationException("first\nsecond"), "stopped"),
            Is.EqualTo(Start + ""","@mt":"stopped","@l":"Fatal","@x":"System.InvalidOperationException: first\nsecond"}""" + "\n"));

    private static string Line(
        LogEventLevel level, Exception? exception, string template, params (string Name, LogEventPropertyValue Value)[] properties)
    {
        var time = new DateTimeOffset(2026, 2, 3, 4, 5, 6, 789, TimeSpan.FromHours(2));
        var logEvent = new LogEvent(
            time,
            level,
            exception,
            new MessageTemplateParser().Parse(template),
            properties.Select(property => new LogEventProperty(property.Name, property.Value)));
        var output = new StringWriter();
        new ClefFormatter().Format(logEvent, output);
        return output.ToString();
    }
}
