using System.Globalization;
using System.Net;
using System.Text;
using Verifier.Reporting.Model;
using Verifier.Reporting.Text;

namespace Verifier.Reporting.Html;

/// <summary>
/// The page: one file that loads nothing. In this order, so that a reader sees something at once: style, Tonight as plain HTML,
/// dictionaries, runs, script, details of runs last. Written as a stream; the same model gives the same bytes.
/// </summary>
internal sealed class HtmlReport(ReportModel model, ReportOptions options)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The details that go into this page; all by default.</summary>
    public Func<int, bool> Holds { get; init; } = _ => true;

    /// <summary>The page that holds the others; null when this one holds all.</summary>
    public string? DetailsPage { get; init; }

    /// <summary>Writes the page.</summary>
    public void Write(Stream stream)
    {
        using var writer = new StreamWriter(stream, s_utf8, leaveOpen: true);
        Head(writer);
        writer.Write("<body>\n<header id=\"top\"><span class=\"product\">Verifier</span></header>\n<main id=\"main\">\n");
        new StaticTonight(model, writer).Write();
        writer.Write("</main>\n<p id=\"said\" class=\"off\" role=\"status\"></p>\n<script type=\"application/json\" id=\"model\">");
        writer.Flush();
        new PageModel(model, options) { DetailsPage = DetailsPage }.Write(stream);
        writer.Write("</script>\n<script type=\"text/plain\" id=\"runs\">");
        writer.Flush();
        RunColumns.Write(model.Runs, stream);
        writer.Write("</script>\n<script>");
        writer.Write(PageResources.Script);
        writer.Write("</script>\n");
        for (var i = 0; i < model.Details.Length; i++)
        {
            if (Holds(i))
            {
                Detail(writer, stream, i);
            }
        }

        writer.Write("</body>\n</html>\n");
    }

    /// <summary>Bytes that the detail of a run takes in the page.</summary>
    public static long SizeOf(RunDetail detail, ReportOptions options)
    {
        using var packed = new MemoryStream();
        RunColumns.WriteCompressed(packed, block => PageDetail.Write(detail, options.EventsMax, block));
        return packed.Length;
    }

    private void Head(StreamWriter writer)
    {
        var title = WebUtility.HtmlEncode($"Verifier {Shown.Name(model.Night.Name)}");
        writer.Write("<!DOCTYPE html>\n<html lang=\"en\" data-theme=\"auto\">\n<head>\n<meta charset=\"utf-8\">\n");
        writer.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"{PageResources.Policy}\">\n");
        writer.Write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        writer.Write($"<link rel=\"icon\" href=\"data:,\">\n<title>{title}</title>\n<style>");
        writer.Write(PageResources.Style);
        writer.Write("</style>\n</head>\n");
    }

    private void Detail(StreamWriter writer, Stream stream, int index)
    {
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"<script type=\"text/plain\" id=\"detail-{index}\">"));
        writer.Flush();
        RunColumns.WriteCompressed(stream, block => PageDetail.Write(model.Details[index], options.EventsMax, block));
        writer.Write("</script>\n");
    }
}
