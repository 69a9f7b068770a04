using System.Globalization;
using System.Xml;

namespace Tollgate.Cli.SourceScan.Gate;

/// <summary>Reads how many lines tests run from a Cobertura report.</summary>
internal static class CoverageFile
{
    /// <summary>The share of lines, from 0 to 1.</summary>
    public static double Read(string file)
    {
        if (!File.Exists(file))
        {
            throw new CliFault(ExitCode.NotFound, $"There is no coverage file '{file}'.");
        }

        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            reader.MoveToContent();
            return double.TryParse(reader.GetAttribute("line-rate"), NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is >= 0 and <= 1
                ? rate
                : throw new CliFault(ExitCode.Usage, $"'{file}' is no Cobertura report: its root has no line-rate.");
        }
        catch (XmlException)
        {
            throw new CliFault(ExitCode.Usage, $"'{file}' is no Cobertura report: it is not XML.");
        }
    }
}
