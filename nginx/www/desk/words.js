// What states, steps and severities are called.
"use strict";

export const STATES = { draft: "草稿", in_review: "待审核", approved: "待公开", published: "已公开", withdrawn: "已撤回" };
export const STEPS = {
	create: "新建", edit: "修改", submit: "提交审核", approve: "审核通过", return: "退回", publish: "公开", withdraw: "撤回", delete: "删除",
};
export const LEVELS = { error: "错误", warning: "提醒", note: "提示" };

// What the trail calls what the API does not describe, and how it went.
export const ACTIONS = {
	login: "登录", "login code": "登录的第二步", "sign-on": "单点登录", logout: "退出", password: "更换密码",
	"user add": "新建账号（命令行）", "user grants": "改权限（命令行）", "user change": "改账号（命令行）", "user reset": "重置密码（命令行）",
	"token add": "新建令牌（命令行）", "token end": "收回令牌（命令行）",
	"POST /jobs": "批量导入", "GET /drafts/{id}": "看草稿", "PATCH /drafts/{id}": "修改草稿", "PUT /drafts/{id}": "整份代替草稿", "GET /drafts/{id}/diff": "比较草稿与已公开的",
	job: "批量导入写入的草稿", "POST /sets": "合订下载", "GET /drafts/{id}/findings": "看草稿的问题", "GET /drafts/{id}/comments": "看草稿的意见",
	"GET /drafts/{id}/masks": "看草稿的遮盖", "GET /drafts/{id}/history": "看草稿的经过",
};
export const RESULTS = { open: "成功", done: "成功", changed: "已更换", code: "等第二步", change: "等换密码", created: "新建", updated: "已修改", unchanged: "没有变化" };
export const REFUSALS = {
	refused: "拒绝", wait: "尝试太多，暂不接受", ended: "已过期", "bad input": "填写有误", "not found": "没有找到", gone: "已撤回", "not logged in": "没有登录", "not allowed": "没有权限",
	"precondition failed": "别人先改了", "condition required": "缺少条件", "unsupported media type": "文件类型不对", "faulty document": "文件内容有误", crowded: "请求太多", "too large": "太大",
	conflict: "有冲突", failed: "失败", cancelled: "已取消",
};
