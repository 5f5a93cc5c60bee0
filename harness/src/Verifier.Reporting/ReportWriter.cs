using System.Collections.Immutable;
using System.Globalization;
using Verifier.Reporting.Formats;
using Verifier.Reporting.Html;
using Verifier.Reporting.Model;

namespace Verifier.Reporting;

/// <summary>Writes a night in every format, from one model. Each file is written as a stream, and replaced only when it is whole.</summary>
public static class ReportWriter
{
    /// <summary>The page.</summary>
    public const string PageName = "report.html";

    /// <summary>The page with details that would make the first too large.</summary>
    public const string DetailsPageName = "report-details.html";

    private const int BufferSize = 1 << 16;

    /// <summary>Writes the page and a file in each of the formats.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static WrittenReport WriteAll(ReportModel model, string folder, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var chosen = options ?? new ReportOptions();
        Directory.CreateDirectory(folder);
        var files = ImmutableArray.CreateBuilder<WrittenFile>();
        Pages(model, folder, chosen, files);
        files.AddRange(ReportFormats.All.Select(format => Write(folder, format.FileName, stream => format.Write(model, stream))));
        return new WrittenReport(files.ToImmutable(), [.. Warnings(files, chosen)]);
    }

    /// <summary>
    /// Removes the files of <see cref="WriteAll"/> from a folder, so that they are not read as the report of a night that has none.
    /// </summary>
    /// <exception cref="IOException">A file cannot be taken away.</exception>
    public static void Remove(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string[] names = [PageName, DetailsPageName, .. ReportFormats.All.Select(format => format.FileName)];
        foreach (var path in names.Select(name => Path.Combine(folder, name)).Where(File.Exists))
        {
            File.Delete(path);
        }
    }

    private static void Pages(ReportModel model, string folder, ReportOptions options, ImmutableArray<WrittenFile>.Builder files)
    {
        var held = Held(model, options);
        var spills = held < model.Details.Length;
        files.Add(Write(folder, PageName, stream =>
            new HtmlReport(model, options) { Holds = i => i < held, DetailsPage = spills ? DetailsPageName : null }.Write(stream)));
        if (spills)
        {
            files.Add(Write(folder, DetailsPageName, stream => new HtmlReport(model, options) { Holds = i => i >= held }.Write(stream)));
        }
        else
        {
            File.Delete(Path.Combine(folder, DetailsPageName));
        }
    }

    // How many details fit: runs and dictionaries come first, for without them the page says nothing.
    private static int Held(ReportModel model, ReportOptions options)
    {
        var left = options.SpillAbove - (24L * model.Runs.Count);
        for (var i = 0; i < model.Details.Length; i++)
        {
            left -= HtmlReport.SizeOf(model.Details[i], options);
            if (left < 0)
            {
                return i;
            }
        }

        return model.Details.Length;
    }

    private static IEnumerable<string> Warnings(ImmutableArray<WrittenFile>.Builder files, ReportOptions options)
    {
        foreach (var (path, size) in files.Where(f => f.Size > options.WarnAbove && Path.GetExtension(f.Path) == ".html"))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)} is {size / 1e6:F1} MB; browsers may be slow to open it.");
        }

        if (files.Any(f => Path.GetFileName(f.Path) == DetailsPageName))
        {
            yield return $"{PageName} would have been too large: the details of some runs are in {DetailsPageName}.";
        }
    }

    private static WrittenFile Write(string folder, string name, Action<Stream> write)
    {
        var path = Path.Combine(folder, name);
        var unfinished = path + ".new";
        using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize))
        {
            write(stream);
        }

        File.Move(unfinished, path, overwrite: true);
        return new WrittenFile(path, new FileInfo(path).Length);
    }
}
