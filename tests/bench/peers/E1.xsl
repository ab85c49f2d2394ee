<?xml version="1.0" encoding="UTF-8"?>
<!-- Form E1 as XSL formatting objects, for the peer FOP; the parameter `json` is the document. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:f="urn:form" exclude-result-prefixes="xs f" expand-text="yes">
  <xsl:param name="json" as="xs:string"/>
  <xsl:variable name="doc" select="parse-json($json)"/>

  <xsl:attribute-set name="box">
    <xsl:attribute name="border">.5pt solid black</xsl:attribute>
    <xsl:attribute name="padding">1.5pt 2.7pt</xsl:attribute>
    <xsl:attribute name="display-align">center</xsl:attribute>
  </xsl:attribute-set>
  <xsl:attribute-set name="row">
    <xsl:attribute name="keep-together.within-column">always</xsl:attribute>
  </xsl:attribute-set>

  <xsl:function name="f:amount">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="format-number(xs:decimal($text), '#,##0.##')"/>
  </xsl:function>

  <!-- Line feeds in a text are line breaks. -->
  <xsl:function name="f:lines">
    <xsl:param name="text"/>
    <xsl:for-each select="tokenize($text, '\|')"><fo:block>{.}</fo:block></xsl:for-each>
  </xsl:function>

  <xsl:function name="f:columns">
    <xsl:param name="parts" as="xs:integer*"/>
    <xsl:for-each select="$parts">
      <fo:table-column column-width="{. * 182 div sum($parts)}mm"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:cell">
    <xsl:param name="text"/>
    <xsl:param name="align"/>
    <xsl:param name="columns"/>
    <fo:table-cell xsl:use-attribute-sets="box" number-columns-spanned="{$columns}">
      <fo:block text-align="{$align}">{$text}</fo:block>
    </fo:table-cell>
  </xsl:function>

  <xsl:function name="f:label">
    <xsl:param name="text"/>
    <xsl:param name="columns"/>
    <xsl:param name="rows"/>
    <fo:table-cell xsl:use-attribute-sets="box" number-columns-spanned="{$columns}" number-rows-spanned="{$rows}"
        font-family="hei" text-align="center">
      <xsl:sequence select="f:lines($text)"/>
    </fo:table-cell>
  </xsl:function>

  <xsl:template name="xsl:initial-template">
    <fo:root font-family="song" font-size="9pt" line-height="11.25pt" xml:lang="zh-CN">
      <fo:layout-master-set>
        <fo:simple-page-master master-name="page" page-width="210mm" page-height="297mm" margin="13mm 14mm 5mm">
          <fo:region-body margin-bottom="7mm"/>
          <fo:region-after extent="5mm"/>
        </fo:simple-page-master>
      </fo:layout-master-set>
      <fo:declarations>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
          <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about=""><dc:title>{$doc?title}</dc:title></rdf:Description>
          </rdf:RDF>
        </x:xmpmeta>
      </fo:declarations>
      <fo:page-sequence master-reference="page">
        <fo:static-content flow-name="xsl-region-after">
          <fo:block text-align="center">— <fo:page-number/> —</fo:block>
        </fo:static-content>
        <fo:flow flow-name="xsl-region-body">
          <fo:block font-family="hei" font-size="19pt" line-height="25.7pt" text-align="center">{$doc?title}</fo:block>
          <fo:block font-size="11pt" line-height="15.4pt" text-align="center">（{$doc?year}年度）</fo:block>
          <fo:block font-family="hei" font-size="10pt" line-height="17pt" text-align-last="justify">
            <xsl:text>单位（盖章）：</xsl:text>
            <fo:leader/>填报日期：{translate($doc?filled_on, '-', '')}</fo:block>
          <xsl:call-template name="project"/>
          <xsl:call-template name="funds"/>
          <xsl:call-template name="goals"/>
          <xsl:call-template name="indicators"/>
          <fo:table table-layout="fixed" width="182mm">
            <xsl:sequence select="f:columns((10, 90))"/>
            <fo:table-body>
              <fo:table-row xsl:use-attribute-sets="row">
                <xsl:sequence select="f:label('自评|结论', 1, 1), f:cell($doc?texts?conclusion, 'justify', 1)"/>
              </fo:table-row>
            </fo:table-body>
          </fo:table>
          <fo:block font-family="hei" font-size="10pt" line-height="17pt">联系人：{$doc?contact?name}</fo:block>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <xsl:template name="project">
    <fo:table table-layout="fixed" width="182mm">
      <xsl:sequence select="f:columns((16, 18, 16, 12, 19, 19))"/>
      <fo:table-body>
        <fo:table-row>
          <xsl:sequence select="f:label('项目名称', 1, 1), f:cell($doc?project?name, 'center', 5)"/>
        </fo:table-row>
        <fo:table-row>
          <xsl:sequence select="
              f:label('主管部门及代码', 1, 1),
              f:cell('[' || $doc?department?budget_code || ']' || $doc?project?supervising_department, 'center', 2),
              f:label('实施单位', 1, 1),
              f:cell($doc?project?implementing_unit, 'center', 2)"/>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="funds">
    <fo:table table-layout="fixed" width="182mm">
      <xsl:sequence select="f:columns((10, 23, 14, 16, 16, 7, 7, 7))"/>
      <fo:table-body>
        <fo:table-row>
          <xsl:sequence select="
              f:label('项目资金|（元）', 1, array:size($doc?funds) + 1),
              ('资金来源', '年初预算数', '全年预算数（A）', '全年执行数（B）', '分值', '执行率', '得分') ! f:label(., 1, 1)"
              xmlns:array="http://www.w3.org/2005/xpath-functions/array"/>
        </fo:table-row>
        <xsl:for-each select="$doc?funds?*">
          <fo:table-row>
            <fo:table-cell xsl:use-attribute-sets="box">
              <fo:block margin-left="{?depth * 9}pt">{?label}：</fo:block>
            </fo:table-cell>
            <xsl:sequence select="
                (?initial_budget, ?annual_budget, ?executed) ! f:cell(f:amount(.), 'right', 1),
                ((?weight, '-')[1], (?execution_rate, '-')[1], (?score, '-')[1]) ! f:cell(., 'center', 1)"/>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="goals">
    <fo:table table-layout="fixed" width="182mm">
      <xsl:sequence select="f:columns((10, 34, 56))"/>
      <fo:table-body>
        <fo:table-row>
          <xsl:sequence select="f:label('年度|总体|目标', 1, 2), ('预期目标', '实际完成情况') ! f:label(., 1, 1)"/>
        </fo:table-row>
        <fo:table-row>
          <xsl:sequence select="($doc?texts?goal, $doc?texts?completion) ! f:cell(., 'justify', 1)"/>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="indicators">
    <fo:table table-layout="fixed" width="182mm">
      <xsl:sequence select="f:columns((4, 10, 10, 19, 13, 13, 5, 6, 15, 5))"/>
      <fo:table-header>
        <fo:table-row>
          <fo:table-cell xsl:use-attribute-sets="box" border-bottom="none"><fo:block/></fo:table-cell>
          <xsl:sequence select="
              ('一级指标', '二级指标', '三级指标', '年度指标值|(A)', '实际完成值|(B)', '分值', '得分', '未完成原因分析', '备注')
              ! f:label(., 1, 1)"/>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$doc?indicators?*">
          <xsl:variable name="first" select="."/>
          <xsl:variable name="is-first" select="position() = 1"/>
          <xsl:for-each select="?children?*">
            <xsl:variable name="second" select="."/>
            <xsl:variable name="begins-first" select="position() = 1"/>
            <xsl:for-each select="?children?*">
              <fo:table-row xsl:use-attribute-sets="row">
                <xsl:if test="position() = 1">
                  <xsl:if test="$begins-first">
                    <xsl:if test="$is-first">
                      <fo:table-cell xsl:use-attribute-sets="box" border-top="none" font-family="hei" text-align="center"
                          line-height="13.5pt" number-rows-spanned="{count($doc?indicators?*?children?*?children?*)}">
                        <xsl:sequence select="f:lines('绩|效|指|标')"/>
                      </fo:table-cell>
                    </xsl:if>
                    <xsl:sequence select="
                        f:label($first?name || '|(' || $first?weight || '分)', 1, count($first?children?*?children?*))"/>
                  </xsl:if>
                  <xsl:sequence select="f:label($second?name, 1, count($second?children?*))"/>
                </xsl:if>
                <xsl:sequence select="
                    f:cell(?name, 'justify', 1),
                    (?target?text, ?actual?text, ?weight, ?score) ! f:cell(., 'center', 1),
                    ((?deviation, '')[1], (?remark, '')[1]) ! f:cell(., 'justify', 1)"/>
              </fo:table-row>
            </xsl:for-each>
          </xsl:for-each>
        </xsl:for-each>
        <fo:table-row xsl:use-attribute-sets="row" keep-with-previous.within-column="always">
          <xsl:sequence select="
              f:label('总　　分', 6, 1), ($doc?total?weight, $doc?total?score, '', '') ! f:cell(., 'center', 1)"/>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>
</xsl:stylesheet>
